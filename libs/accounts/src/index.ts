export { Accounts, type ConnectedSite } from './accounts.js';
export { AccountsModule } from './accounts.module.js';
export {
  type Account,
  type AccountCause,
  accountCauses,
  accountMoves,
  type AccountState,
  accountStates,
  AccountUnknown,
  SiteTaken,
  workingStates,
} from './accounts.types.js';
export { SiteUrls } from './site-urls.js';
