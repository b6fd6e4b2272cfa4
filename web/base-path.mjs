/** The path that the dashboard lies below, behind a reverse proxy: settings and folders that follow from it. */

/** Segments of letters, digits and - _ . ~, none of them a step to elsewhere. */
const pattern = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._~-]+)+$/;

/**
 * ENGRAM_WEB_BASE_PATH, such as '/engram', without a slash at the end; '' when the dashboard lies at the root.
 * @throws Error naming the setting
 */
export function readBasePath(env = process.env) {
  const given = env.ENGRAM_WEB_BASE_PATH ?? '';
  const path = given.replace(/\/+$/, '');
  if (path === '' || (pattern.test(path) && path.length <= 200)) return path;
  throw new Error(
    `The setting ENGRAM_WEB_BASE_PATH=${JSON.stringify(given)} is not a path such as /engram. Change it, or leave it out.`,
  );
}

/** Next writes its base path into every page and script: each path has a build of its own, in this folder below web/. None lies in another's, which is removed when it is built anew. */
export function buildFolder(basePath) {
  return basePath === '' ? '.next' : `.next-base-path/${basePath.slice(1).replaceAll('/', '+')}`;
}
