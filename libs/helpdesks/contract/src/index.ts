export * from './adapter.js';
export * from './error.js';
export * from './model.js';
export * from './transport.js';
export { createSend, isSafe, type SendOptions } from './send.js';
