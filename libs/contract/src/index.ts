export * from './access.js';
export * from './accounts.js';
export * from './controls.js';
export * from './dead-letters.js';
export * from './events.js';
export * from './health.js';
export * from './operations.js';
export * from './tickets.js';
