import type { ConnectSessions, LinkView as Shown, MadeLink as Made } from '@nightdesk/connect';
import type { ConnectSession, LinkView, MadeLink } from '@nightdesk/contract';

export function madeView({ id, url, expiresAt }: Made): MadeLink {
  return { id, url, expiresAt: expiresAt.toISOString() };
}

export function sessionView(session: Awaited<ReturnType<ConnectSessions['get']>>): ConnectSession {
  const { id, state, platform, site, returnUrl, createdAt, expiresAt, usedAt, connectedAccountId } = session;
  return {
    id,
    state,
    platform,
    site,
    returnUrl: returnUrl ?? '',
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    connectedAt: usedAt?.toISOString() ?? null,
    accountId: connectedAccountId,
  };
}

export function linkView({ link, choices, repair, cancelUrl }: Shown): LinkView {
  const { purpose, expiresAt, platform, site, adminEmail } = link;
  return {
    purpose,
    expiresAt: expiresAt.toISOString(),
    platform,
    site,
    platforms: choices,
    asksContact: purpose === 'connect' && adminEmail === null,
    requiredCapabilities: link.requiredCapabilities as LinkView['requiredCapabilities'],
    cancelUrl,
    repair: repair && repairView(repair),
  };
}

function repairView({ account, waiting }: NonNullable<Shown['repair']>): LinkView['repair'] {
  const { state, reason, remedy, stateSince } = account;
  return {
    state,
    reason,
    remedy,
    stateSince: stateSince.toISOString(),
    waiting: { ...waiting, since: waiting.since?.toISOString() ?? null },
  };
}
