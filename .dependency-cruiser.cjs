/**
 * Who may enter which room (ARCHITECTURE.md draws the same picture). Every rule is an error.
 * tests/architecture plants violations and sees them caught.
 */
const rooms = {
  core: [],
  prisma: ['core'],
  worker: ['core', 'prisma'],
  server: ['core', 'prisma'],
  web: ['core'],
};
const all = [...Object.keys(rooms), 'cli'];

const roomRules = Object.entries(rooms).map(([room, mayEnter]) => ({
  name: `${room}-enters-only-${mayEnter.join('-and-') || 'itself'}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: `^(${all.filter((other) => other !== room && !mayEnter.includes(other)).join('|')})/` },
}));

/** The files that a room offers to others: those that its package names. */
const doors = (room) =>
  // The cruiser loads CommonJS only.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  Object.values(require(`./${room}/package.json`).exports ?? {})
    .map((file) => file.replace('./', '').replaceAll('.', '\\.'))
    .join('|');

const doorRules = all.map((room) => ({
  name: `${room}-is-entered-by-its-door`,
  comment: `Import @engram/${room === 'prisma' ? 'store' : room}, or what its package exports, not a file inside the room.`,
  severity: 'error',
  from: { path: `^(${all.filter((other) => other !== room).join('|')})/` },
  to: { path: `^${room}/(?!(${doors(room) || 'src/index\\.ts'})$|package\\.json$)` },
}));

/** Inside worker one way only: each layer may use the layers below it. */
const layers = [
  ['engine', 'devices', 'files'],
  ['encoders', 'optimizers', 'datasets'],
  ['methods', 'measures', 'probes', 'integrity', 'imported'],
  ['pipeline'],
  ['trainer'],
  ['experiments', 'representations', 'exports'],
  ['workflows'],
];
const layerRules = layers.flatMap((layer, height) =>
  height === layers.length - 1
    ? []
    : [
        {
          name: `worker-${layer.join('-')}-does-not-look-up`,
          severity: 'error',
          from: { path: `^worker/src/(${layer.join('|')})/` },
          to: {
            path: `^worker/src/(${layers
              .slice(height + 1)
              .flat()
              .join('|')})/`,
          },
        },
      ],
);

/** What draws charts anywhere: on a page, in the command, on a server. */
const charts = '^web/src/charts/(registry\\.ts$|(frame|specs|kinds|svg)/)';
const chartRules = [
  {
    name: 'figures-for-paper-are-drawn-without-a-page',
    severity: 'error',
    from: { path: '^web/src/charts/paper/' },
    to: { path: '^web/', pathNot: [charts, '^web/src/charts/paper/'] },
  },
  {
    name: 'pages-do-not-load-what-draws-on-paper',
    severity: 'error',
    from: { path: '^web/(app|src)/', pathNot: ['^web/src/charts/paper/', '^web/src/index\\.ts$'] },
    to: { path: '^web/src/charts/paper/' },
  },
  {
    name: 'charts-are-drawn-without-a-page',
    severity: 'error',
    from: { path: charts },
    to: {
      pathNot: [
        charts,
        '^web/src/(format|messages/ranking-messages)\\.ts$',
        '^core/',
        '(^|/)node_modules/(@types/)?d3-',
      ],
    },
  },
  {
    name: 'specifications-know-no-kind-of-drawing',
    severity: 'error',
    from: { path: '^web/src/charts/(frame|specs)/' },
    to: { path: '^web/src/charts/(registry\\.ts$|(kinds|svg|page)/)' },
  },
];

/** Methods, measures and probes ignore each other and meet at the encoder. */
const maths = ['methods', 'measures', 'probes'];
const mathsRules = maths.map((folder) => ({
  name: `worker-${folder}-ignores-its-neighbours`,
  severity: 'error',
  from: { path: `^worker/src/${folder}/` },
  to: { path: `^worker/src/(${maths.filter((other) => other !== folder).join('|')})/` },
}));

/** A folder that no layer names would be guarded by nothing: dependency-cruiser refuses what imports it. */
const layered = layers.flat().join('|');
const unlayeredRule = {
  name: 'worker-folders-have-a-layer',
  comment: 'Name the folder in `layers` above.',
  severity: 'error',
  from: { path: '^worker/src/' },
  to: { path: '^worker/src/[^/]+/', pathNot: `^worker/src/(${layered})/` },
};

/** Nobody loads onnxruntime before it was told to send nothing. */
const silentRule = {
  name: 'onnxruntime-is-loaded-in-one-place',
  comment: 'Import it from worker/src/engine/onnxruntime/library.ts.',
  severity: 'error',
  from: {
    path: '^(core|prisma|worker|server|web|cli|bench)/',
    pathNot: '^worker/src/engine/onnxruntime/library\\.ts$',
  },
  to: { path: '(^|/)node_modules/onnxruntime-node/', dependencyTypesNot: ['type-only'] },
};

/** Benchmarks lie beside the rooms: they look into each, and only the command may start them. */
const benchRules = [
  {
    name: 'rooms-know-no-benchmark',
    severity: 'error',
    from: { path: '^(core|prisma|worker|server|web)/' },
    to: { path: '^bench/' },
  },
];

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^@tensorflow/tfjs-node', '^next/image-types/'] },
    },
    {
      name: 'core-imports-only-zod',
      severity: 'error',
      from: { path: '^core/' },
      // By path, not by kind: a package that core's manifest does not declare is refused as well.
      to: { pathNot: ['^core/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'packages-are-declared',
      comment: "Add the package to the room's package.json: what only another room declares may go any day.",
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    ...roomRules,
    ...doorRules,
    ...layerRules,
    unlayeredRule,
    ...mathsRules,
    ...chartRules,
    ...benchRules,
    silentRule,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['generated/', '\\.next(-base-path)?/', '^tests/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.json'],
    },
  },
};
