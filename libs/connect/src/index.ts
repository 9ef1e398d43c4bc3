export { ConnectModule } from './connect.module.js';
export { Connect } from './connect.js';
export { ConnectByLink, type LinkView, type Said } from './by-link.js';
export { ConnectSessions, type SessionRequest } from './connect-sessions.js';
export { Disconnect } from './disconnect.js';
export { ConnectLinks } from './links.js';
export { ConnectLinksModule } from './links.module.js';
export {
  type ConnectLink,
  type LinkFault,
  LinkRefused,
  type MadeLink,
  ReturnUrlRefused,
  SessionUnknown,
} from './links.types.js';
export { Recheck } from './recheck.js';
export { RepairLinks } from './repair-links.js';
export { sealedColumns } from './sealed-columns.js';
export { WebhookChecks } from './webhook-checks.js';
export { WebhookDesk } from './webhook-desk.js';
export { WebhookRenewal } from './webhook-renewal.js';
export { WebhookNotRotated, WebhookRotation } from './webhook-rotation.js';
export {
  ConnectFailed,
  type ConnectFailure,
  type Ending,
  ConnectRefused,
  type KeyRequest,
  type OAuthRequest,
} from './connect.types.js';
