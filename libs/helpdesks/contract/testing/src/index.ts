export { describeAdapter, type Conformance } from './describe-adapter.js';
export type { Call, Remote, RemoteOAuth, RemoteWebhooks, Traits } from './remote.js';
