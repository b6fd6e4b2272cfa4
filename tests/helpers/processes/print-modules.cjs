/** Preloaded into a command: at its end, says on stderr which of the heavy packages it has loaded. */
const heavy = ['@tensorflow', 'onnxruntime-node', '@dbos-inc', 'sharp', '@apollo'];
process.on('exit', () => {
  const loaded = Object.keys(require.cache);
  const found = heavy.filter((name) => loaded.some((file) => file.includes(`/node_modules/${name}/`)));
  process.stderr.write(`loaded: ${found.join(' ')}\n`);
});
