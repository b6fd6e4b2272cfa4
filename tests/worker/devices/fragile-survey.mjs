/** A survey whose second engine ends the process, as a native library can. */
for (const name of process.argv.slice(2)) {
  if (name === 'onnxruntime:cuda') process.kill(process.pid, 'SIGSEGV');
  const device = { name: 'cpu', driver: null, memoryBytes: null, isSoftware: false };
  process.send({ name, available: true, device, version: '1', reason: 'there', next: null });
  await new Promise((resolve) => setTimeout(resolve, 50));
}
process.exit(0);
