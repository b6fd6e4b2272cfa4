/** What tells Vulkan's loader and the system's where they look: settings of theirs, not of ours. */
export const loaderEnvironment = (): NodeJS.ProcessEnv => process.env;
