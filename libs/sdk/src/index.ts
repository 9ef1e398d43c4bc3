export { ApiError } from './api-error.js';
export type { FollowOptions } from './follow.js';
export type { CallOptions, ClientOptions, UnsafeCallOptions } from './http.js';
export { Nightdesk } from './nightdesk.js';
export type { ReadOptions } from './reading.js';
export type { Patience } from './retry.js';
export type * from './types.js';
