export { adapterFor, platforms, PlatformTaken, PlatformUnknown } from './directory.js';
export { loadPlatforms, PlatformFileMissing } from './load.js';
