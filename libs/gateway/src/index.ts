export { GatewayModule } from './gateway.module.js';
export { type BeforeSend, Gateway, type PlatformWork } from './gateway.js';
export { describeFailure, notBefore, policies, type Policy } from './gateway.types.js';
