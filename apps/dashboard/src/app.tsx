import { lazy, type ReactNode, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Frame } from './frame/frame.js';
import { LiveSign } from './live/live-sign.js';
import { Live } from './live/live.js';
import { SystemBanner } from './live/system-banner.js';
import { ConnectFailedPage } from './pages/connect/failed-page.js';
import { ThanksPage } from './pages/connect/thanks-page.js';
import { LoginPage } from './pages/login/login-page.js';
import { NotFoundPage } from './pages/not-found.js';
import { OverviewPage } from './pages/overview/overview-page.js';
import { Gate } from './session/gate.js';

const TicketPage = lazy(() => import('./pages/ticket/ticket-page.js'));
const AccountPage = lazy(() => import('./pages/account/account-page.js'));
const DeadLettersPage = lazy(() => import('./pages/dead-letters/dead-letters-page.js'));
const OperationPage = lazy(() => import('./pages/operation/operation-page.js'));
const SettingsPage = lazy(() => import('./pages/settings/settings-page.js'));
const PasswordPage = lazy(() => import('./pages/login/password-page.js'));
const WhatIfPage = lazy(() => import('./pages/what-if/what-if-page.js'));
const DeliveryPage = lazy(() => import('./pages/delivery/delivery-page.js'));
const ConnectPage = lazy(() => import('./pages/connect/connect-page.js'));
const LinkPage = lazy(() => import('./pages/connect/link-page.js'));
const ConnectDonePage = lazy(() => import('./pages/connect/done-page.js'));

/** A page for people who are logged in, kept live. */
function Inside({ children }: { children: ReactNode }) {
  return (
    <Gate>
      <Live>
        <Frame sign={<LiveSign />}>
          <SystemBanner />
          <Suspense>{children}</Suspense>
        </Frame>
      </Live>
    </Gate>
  );
}

/** Every place has its own address. What follows a link, and the failure page, are open to all. */
export function App() {
  return (
    <Switch>
      <Route path="/login" component={LoginPage} />
      <Route path="/password/:token">
        {({ token }) => (
          <Suspense>
            <PasswordPage key={token} token={token} />
          </Suspense>
        )}
      </Route>
      <Route path="/connect/failed" component={ConnectFailedPage} />
      <Route path="/connect/thanks" component={ThanksPage} />
      <Route path="/connect/l/:token">
        {({ token }) => (
          <Suspense>
            <LinkPage key={token} token={token} />
          </Suspense>
        )}
      </Route>
      <Route>
        <Inside>
          <Switch>
            <Route path="/" component={OverviewPage} />
            <Route path="/accounts/:accountId">
              {({ accountId }) => <AccountPage key={accountId} accountId={accountId} />}
            </Route>
            <Route path="/accounts/:accountId/tickets/:ticketId">
              {({ accountId, ticketId }) => <TicketPage accountId={accountId} ticketId={ticketId} />}
            </Route>
            <Route path="/accounts/:accountId/what-if">
              {({ accountId }) => <WhatIfPage key={accountId} accountId={accountId} />}
            </Route>
            <Route path="/dead-letters" component={DeadLettersPage} />
            <Route path="/operations/:operationId">
              {({ operationId }) => <OperationPage key={operationId} operationId={operationId} />}
            </Route>
            <Route path="/settings/*?" component={SettingsPage} />
            <Route path="/deliveries/:deliveryId">
              {({ deliveryId }) => <DeliveryPage key={deliveryId} deliveryId={deliveryId} />}
            </Route>
            <Route path="/connect" component={ConnectPage} />
            <Route path="/connect/done" component={ConnectDonePage} />
            <Route component={NotFoundPage} />
          </Switch>
        </Inside>
      </Route>
    </Switch>
  );
}
