/**
 * Loads the program: compiled where the set-up compiled the very sources that lie here (`compile.mjs`), otherwise the sources, through
 * tsx. Nothing stale is ever loaded: each start compares the time and size of every source with what was compiled. Node's own
 * modules only.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
/** The command's loader of TypeScript; a script has no dependencies of its own to declare. */
const loader = 'tsx/esm/api';

/** Where the compiled program lies; `npm ci` removes it. */
export const programFolder = join(root, 'node_modules', '.engram-program');

/** Time and size of a file, by which a change is noticed. */
export const stampOf = (file) => {
  const { mtimeMs, size } = statSync(file);
  return `${mtimeMs} ${size}`;
};

/**
 * The compiled file of an entry, by the path of its source; null when it was not compiled, or a source has changed since.
 */
export function compiledFile(source) {
  try {
    const { sources, entries } = JSON.parse(readFileSync(join(programFolder, 'manifest.json'), 'utf8'));
    const name = entries[relative(root, source).split(sep).join('/')];
    const isFresh = Object.entries(sources).every(([file, stamp]) => stampOf(join(root, file)) === stamp);
    const file = name && join(programFolder, name);
    return file && isFresh && existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

/**
 * Lets a stack trace name the line that was written. Node's own way reads the maps of all files that are loaded, which took a tenth of
 * the start of a command; here a map is read when a trace needs it.
 */
function nameSourceLines() {
  const folder = pathToFileURL(join(programFolder, '/')).href;
  const maps = new Map();
  const mapOf = (url) => {
    if (!maps.has(url))
      maps.set(url, new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${url}.map`), 'utf8'))));
    return maps.get(url);
  };
  const describe = (frame) => {
    const [url, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
    if (!url?.startsWith(folder)) return `${frame}`;
    const found = mapOf(url).findEntry(line - 1, column - 1);
    if (found.originalSource === undefined) return `${frame}`;
    const source = new URL(found.originalSource, url).href;
    return `${frame}`.replace(
      `${url}:${line}:${column}`,
      () => `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`,
    );
  };
  Error.prepareStackTrace = (error, frames) => {
    const at = frames.map((frame) => {
      try {
        return `\n    at ${describe(frame)}`;
      } catch {
        // A map that is gone must not hide the error.
        return `\n    at ${frame}`;
      }
    });
    return `${Error.prototype.toString.call(error)}${at.join('')}`;
  };
}

/** Imports a module of the program, by the URL of its source. */
export async function loadProgram(url) {
  const compiled = compiledFile(fileURLToPath(url));
  if (!compiled) {
    const { register } = await import(loader);
    register({ tsconfig: join(root, 'tsconfig.json') });
    return import(url.href);
  }
  nameSourceLines();
  return import(pathToFileURL(compiled).href);
}
