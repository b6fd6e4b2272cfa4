import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const pure = [
  'worker/src/{engine,encoders,methods,measures,optimizers,probes,experiments}/**/*.ts',
  'core/src/**/*.ts',
];

const processEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only env.ts reads process.env; take the setting as an argument.',
};
// A connection that is lost while nobody listens for its errors ends the process: prisma/src/connections listens.
const poolConnect = {
  selector:
    "CallExpression[callee.property.name='connect'][callee.object.property.name=/[pP]ool$/], CallExpression[callee.property.name='connect'][callee.object.name=/[pP]ool$/]",
  message: 'Take connections by withConnection, transaction or openSession (prisma/src/connections).',
};
const driverAtRunTime = {
  selector:
    "ImportExpression[source.value='pg'], CallExpression[callee.name='require'][arguments.0.value='pg'], CallExpression[callee.callee.name='createRequire'][arguments.0.value='pg']",
  message: 'Only prisma/src/connections makes connections: use withConnection, transaction or openSession.',
};
const driver = {
  name: 'pg',
  allowTypeImports: true,
  message: 'Only prisma/src/connections makes connections: use withConnection, transaction or openSession.',
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/generated/**',
      '**/.next/**',
      '**/.next-base-path/**',
      '**/next-env.d.ts',
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      'max-lines': ['error', { max: 400 }],
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Typed arrays and matrices are indexed within bounds that the loop states.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // type-graphql types and NestJS-like classes are shapes without members of their own.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': ['error', processEnv, poolConnect, driverAtRunTime],
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [driver] }],
    },
  },
  {
    // One idea a function; a longer one says why beside it.
    files: ['{core,prisma,worker,server,web,cli,bench}/**'],
    rules: { 'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['**/env.ts', 'worker/src/engine/onnxruntime/library.ts'],
    rules: { 'no-restricted-syntax': ['error', poolConnect, driverAtRunTime] },
  },
  {
    // The one place where connections are made and taken.
    files: ['prisma/src/connections/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', processEnv],
      '@typescript-eslint/no-restricted-imports': 'off',
    },
  },
  {
    // Programs and their tools: they own the process.
    files: [
      'cli/**',
      'scripts/**',
      'bench/**',
      'tests/**',
      '*.config.*',
      '.dependency-cruiser.cjs',
      '**/*.mjs',
      '**/emit-schema.ts',
      'web/next.config.*',
    ],
    rules: {
      'no-console': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-restricted-imports': 'off',
    },
  },
  {
    files: ['cli/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', poolConnect, driverAtRunTime],
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [driver] }],
    },
  },
  // TypeScript checks names better; the plain programs are run by every test of theirs.
  { rules: { 'no-undef': 'off' } },
  {
    files: pure,
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness arrives as a seeded Rng.' },
        { object: 'Date', property: 'now', message: 'The maths knows no clock.' },
        { object: 'performance', property: 'now', message: 'The maths knows no clock.' },
      ],
      'no-restricted-imports': [
        'error',
        { patterns: ['node:fs*', 'fs', '@engram/store', 'node:child_process', 'node:crypto'] },
      ],
    },
  },
);
