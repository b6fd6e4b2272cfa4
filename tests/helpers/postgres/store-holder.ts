/** `store-holder HOME`: opens the embedded store, prints its address as a line of JSON, and closes it when stdin ends; as another user, if ENGRAM_TEST_USER says so. */
import { openStore } from '@engram/store';

const user = Number(process.env.ENGRAM_TEST_USER ?? 0);
if (user > 0) {
  process.setgroups!([]);
  process.setgid!(user);
  process.setuid!(user);
}
const store = await openStore({ home: process.argv[2]!, maxConnections: 2 });
process.stdout.write(`${JSON.stringify({ url: store.url, uid: process.getuid?.() })}\n`);
// Ctrl-C goes to the whole group of a terminal; this process outlives it to show that the server does, too.
process.on('SIGINT', () => undefined);
process.stdin.on('end', () => void store.close().then(() => process.exit(0)));
process.stdin.resume();
