/**
 * PostGraphile over a schema `bench_peer` of the database PEER_URL, for bench/against-postgraphile.ts. Its packages lie in the
 * folder PEER_MODULES; the address goes to the parent by a message.
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// PostGraphile wants Node 22 for this one function.
Promise.withResolvers ??= function withResolvers() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
};
const require = createRequire(join(process.env.PEER_MODULES, 'package.json'));
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const { postgraphile } = await load('postgraphile');
const amber = await load('postgraphile/presets/amber');
const { makePgService } = await load('postgraphile/adaptors/pg');
const { grafserv } = await load('postgraphile/grafserv/node');

const preset = {
  extends: [amber.default.default ?? amber.default],
  pgServices: [makePgService({ connectionString: process.env.PEER_URL, schemas: ['bench_peer'] })],
  schema: { orderByNullsLast: true },
  grafserv: { watch: false, graphiql: false },
};
const instance = postgraphile(preset);
const server = createServer();
await instance.createServ(grafserv).addTo(server);
server.listen(0, '127.0.0.1', () =>
  process.send({ url: `http://127.0.0.1:${server.address().port}/graphql` }),
);
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send({ cpuMs: (user + system) / 1000 });
});
process.once('disconnect', () => process.exit(0));
