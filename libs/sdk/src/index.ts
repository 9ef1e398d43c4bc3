export { ApiError } from './api-error.js';
export type { CallOptions, ClientOptions, UnsafeCallOptions } from './http.js';
export { Nightdesk, type ReadOptions } from './nightdesk.js';
export type * from './types.js';
