export { Breakers } from './breaker.js';
export { type Breaker } from './breakers.store.js';
export { useMs } from './deadlines.js';
export { GatewayModule } from './gateway.module.js';
export { Gateway } from './gateway.js';
export {
  type BeforeSend,
  type CallOptions,
  describeFailure,
  parks,
  type PlatformWork,
  policies,
  type Policy,
  wasTried,
} from './gateway.types.js';
export { attemptsAtMost, backoffMs, notBefore, yieldMs } from './retries.js';
