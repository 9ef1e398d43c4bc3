export * from './access.js';
export * from './adapter.js';
export * from './error.js';
export * from './model.js';
export * from './probe.js';
export * from './transport.js';
export * from './webhooks.js';
export { type Call, callsOf } from './call.js';
export { createSend, isSafe, type SendOptions } from './send.js';
