import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const pure = [
  'worker/src/{engine,encoders,methods,optimizers,estimators,experiments}/**/*.ts',
  'core/src/**/*.ts',
];

export default tseslint.config(
  { ignores: ['**/node_modules/**', '**/generated/**', '**/.next/**', '**/next-env.d.ts'] },
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
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Only env.ts reads process.env; take the setting as an argument.',
        },
      ],
    },
  },
  { files: ['**/env.ts'], rules: { 'no-restricted-syntax': 'off' } },
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
    rules: { 'no-console': 'off', 'no-restricted-syntax': 'off' },
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
