export { ConnectModule } from './connect.module.js';
export { Connect } from './connect.js';
export { ConnectFailed, type ConnectFailure, ConnectRefused, type ConnectRequest } from './connect.types.js';
