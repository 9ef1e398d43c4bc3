export { HttpModule } from './http.module.js';
export {
  Outbound,
  OutboundError,
  type OutboundRequest,
  type OutboundResponse,
  type OutboundStage,
} from './outbound.js';
