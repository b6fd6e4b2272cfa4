/** The door of the server. */
import 'reflect-metadata';
export type { RunSettings } from './context.ts';
export { readAccessSettings, type AccessSettings } from './env.ts';
export {
  startApiProcesses,
  type ApiProcessesOptions,
  type RunningProcesses,
} from './processes/api-processes.ts';
export { serveAsProcess } from './processes/serving-process.ts';
export type { FigureMaker, FigureRequest } from './snapshot/figure-maker.ts';
export { startServer, type RunningServer, type ServerOptions } from './start-server.ts';
