export * from './canonical-json.ts';
export * from './errors.ts';
export * from './job.ts';
export * from './run.ts';
export * from './run-config.ts';
export * from './score.ts';
export * from './splits.ts';
