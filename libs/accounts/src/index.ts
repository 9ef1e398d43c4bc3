export { Accounts, type ConnectedSite, type MoveDetails } from './accounts.js';
export { AccountsModule } from './accounts.module.js';
export {
  type Account,
  type AccountCause,
  accountCauses,
  accountMoves,
  type AccountState,
  accountStates,
  AccountUnknown,
  type Location,
  SiteTaken,
  workingStates,
} from './accounts.types.js';
export { SiteUrls } from './site-urls.js';
