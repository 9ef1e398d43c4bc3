export { ConnectModule } from './connect.module.js';
export { Connect } from './connect.js';
export { Recheck } from './recheck.js';
export { WebhookDesk } from './webhook-desk.js';
export {
  ConnectFailed,
  type ConnectFailure,
  ConnectRefused,
  type KeyRequest,
  type OAuthRequest,
} from './connect.types.js';
