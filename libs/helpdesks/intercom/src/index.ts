export { IntercomAdapter } from './adapter.js';
