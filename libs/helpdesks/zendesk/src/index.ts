export { ZendeskAdapter } from './adapter.js';
