import { lazy, type ReactNode, Suspense } from 'react';
import { Link, Redirect, Route, Switch, useRoute } from 'wouter';
import { Nothing } from '../../parts/section.js';
import { useIsOperator } from '../../session/queries.js';
import { NotFoundPage } from '../not-found.js';
import classes from './settings.module.css';

const SubscribersPage = lazy(() => import('../subscribers/subscribers-page.js'));
const NewSubscriberPage = lazy(() => import('../subscribers/new-subscriber-page.js'));
const SubscriberPage = lazy(() => import('../subscribers/subscriber-page.js'));
const ApiKeysPage = lazy(() => import('../api-keys/api-keys-page.js'));
const PeoplePage = lazy(() => import('../people/people-page.js'));
const AuditPage = lazy(() => import('../audit/audit-page.js'));
const SwitchesPage = lazy(() => import('../switches/switches-page.js'));
const OwnPasswordPage = lazy(() => import('../people/own-password-page.js'));

const places = [
  { path: 'subscribers', title: 'Subscribers', forOperators: true },
  { path: 'api-keys', title: 'API keys', forOperators: true },
  { path: 'people', title: 'People', forOperators: true },
  { path: 'switches', title: 'Switches', forOperators: false },
  { path: 'audit', title: 'Audit log', forOperators: false },
  { path: 'password', title: 'Your password', forOperators: false },
];

/** Who may do what, and what was done. Viewers get the places that they may see. */
export default function SettingsPage() {
  const isOperator = useIsOperator();
  const seen = places.filter(({ forOperators }) => isOperator || !forOperators);
  const guarded = (page: ReactNode) => (isOperator ? page : <ForOperators />);
  return (
    <div className={classes.layout}>
      <nav className={classes.nav} aria-label="Settings">
        {seen.map(({ path, title }) => (
          <Place key={path} path={path} title={title} />
        ))}
      </nav>
      <div className={classes.body}>
        <Suspense>
          <Switch>
            <Route path="/settings">
              <Redirect to={`/settings/${seen[0]?.path ?? 'audit'}`} replace />
            </Route>
            <Route path="/settings/subscribers">{guarded(<SubscribersPage />)}</Route>
            <Route path="/settings/subscribers/new">{guarded(<NewSubscriberPage />)}</Route>
            <Route path="/settings/subscribers/:id">
              {({ id }) => guarded(<SubscriberPage key={id} id={id} />)}
            </Route>
            <Route path="/settings/api-keys">{guarded(<ApiKeysPage />)}</Route>
            <Route path="/settings/people">{guarded(<PeoplePage />)}</Route>
            <Route path="/settings/switches" component={SwitchesPage} />
            <Route path="/settings/audit" component={AuditPage} />
            <Route path="/settings/password" component={OwnPasswordPage} />
            <Route component={NotFoundPage} />
          </Switch>
        </Suspense>
      </div>
    </div>
  );
}

function Place({ path, title }: { path: string; title: string }) {
  const [isHere] = useRoute(`/settings/${path}/*?`);
  return (
    <Link href={`/settings/${path}`} aria-current={isHere ? 'page' : undefined}>
      {title}
    </Link>
  );
}

function ForOperators() {
  return (
    <>
      <title>Settings · Nightdesk</title>
      <h1>For operators</h1>
      <Nothing>You are a viewer: you see what is going on, and change nothing. An operator can help.</Nothing>
    </>
  );
}
