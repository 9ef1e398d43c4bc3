export { GatewayModule } from './gateway.module.js';
export { Gateway, type PlatformWork } from './gateway.js';
export { describeFailure, holdMs, policies, type Policy } from './gateway.types.js';
