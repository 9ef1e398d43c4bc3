export { Accounts, type ConnectedSite, lanesOf, type MoveDetails } from './accounts.js';
export { AccountsModule } from './accounts.module.js';
export { CallsInFlight, placesOf } from './calls-in-flight.js';
export {
  type Account,
  type AccountCause,
  accountCauses,
  accountMoves,
  type AccountState,
  accountStates,
  AccountUnknown,
  type LiveShare,
  type Location,
  PauseRefused,
  SiteTaken,
  workingStates,
} from './accounts.types.js';
export { Ceilings } from './ceilings.js';
export { type EffectiveCeiling } from './ceilings.types.js';
export { LiveShares, type LiveShareChange, type Trial } from './live-shares.js';
export { SiteUrls } from './site-urls.js';
export { seenEverywhere, Snapshot } from './snapshot.js';
export { Switches } from './switches.js';
export {
  type Switch,
  type SwitchedOff,
  switchesFor,
  type SwitchName,
  switchNames,
  SwitchUnknown,
} from './switches.types.js';
