export { RequestTrackerAdapter } from './adapter.js';
