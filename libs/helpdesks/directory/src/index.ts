export { adapterFor, helpdesks, type Platform, PlatformUnknown } from './directory.js';
