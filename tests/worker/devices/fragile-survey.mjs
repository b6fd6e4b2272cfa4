/** A survey of engines: one of them ends the process, as a native library can; another never answers. */
for (const name of process.argv.slice(2)) {
  if (name === 'onnxruntime:cuda') {
    await new Promise((resolve) => process.stderr.write('loading\nno such symbol\n', resolve));
    process.kill(process.pid, 'SIGSEGV');
  }
  if (name === 'onnxruntime:webgpu') await new Promise((resolve) => setTimeout(resolve, 1e9));
  await new Promise((resolve) => setTimeout(resolve, 600));
  const device = { name: String(process.pid), driver: null, memoryBytes: null, isSoftware: false };
  process.send({ name, available: true, device, version: '1', reason: 'there', next: null });
}
process.exit(0);
