import { Link } from 'wouter';
import { siteName } from '../../format/words.js';
import classes from './account.module.css';
import { AccountView } from './account-view.js';
import { useAccount } from './use-account.js';

/** One account: how it is, what it may do, how its events come in and what opens its door. */
export default function AccountPage({ accountId }: { accountId: string }) {
  const { account } = useAccount(accountId);
  const site = siteName(account?.site ?? accountId);
  return (
    <>
      <title>{`${site} · Nightdesk`}</title>
      <p className={classes.crumb}>
        <Link href="/">Health</Link> / {site}
      </p>
      <AccountView accountId={accountId} heading={(shown) => siteName(shown.site)} />
    </>
  );
}
