export { FreshdeskAdapter } from './adapter.js';
