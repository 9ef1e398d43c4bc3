import type { Account, LinkView, PlatformChoice } from '@nightdesk/sdk';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { nightdesk } from '../../session/client.js';
import {
  type Draft,
  type FieldErrors,
  openDraft,
  storeDraft,
  storedDraft,
  storeLink,
  withPlatform,
} from './draft.js';
import { keyRequest, oauthRequest, refused } from './request.js';
import { draftProblems, methodOf } from './rules.js';

/** A link in place of a login, with what it says. */
export interface OpenLink {
  token: string;
  view: LinkView;
}

/** The form's state, and what happens when it is sent. */
export function useConnect(
  platforms: readonly PlatformChoice[],
  writeLane: Account | null,
  link: OpenLink | null,
) {
  const search = useSearch();
  const [, navigate] = useLocation();
  const [draft, setDraft] = useState(() => opened(search, platforms, writeLane, link));
  const [wantsOwn, setWantsOwn] = useState(false);
  const [problems, setProblems] = useState<FieldErrors>({});
  const { form, toFirstProblem } = useFirstProblem();
  const choice = platforms.find(({ platform }) => platform === draft.platform);
  const method = choice && methodOf(draft, choice);
  const own = wantsOwn || choice?.oauth?.hasClient === false;
  const lane = writeLane?.id;

  const send = useMutation({
    mutationFn: (chosen: PlatformChoice): Promise<{ accountId: string } | { redirectUrl: string }> =>
      link
        ? byLink(link.token, draft, chosen, method === 'oauth' ? { own } : null)
        : method === 'key'
          ? nightdesk.connectByKey(keyRequest(draft, chosen, lane))
          : nightdesk.startConnect(oauthRequest(draft, chosen, own, lane)),
    onSuccess: (answer) => {
      if ('accountId' in answer) return navigate(donePath(answer.accountId));
      if (link) storeLink(link.token);
      else if (!writeLane) storeDraft(draft);
      leave(answer.redirectUrl);
    },
    onError: (error, chosen) => {
      setProblems(refused(error, draft, chosen, own, lane).fields);
      toFirstProblem();
    },
  });
  const refusal = send.error && choice ? refused(send.error, draft, choice, own, lane).rest : null;

  // Back from the consent page the browser may show this page as it was left: sending, for ever.
  const { reset } = send;
  useEffect(() => {
    window.addEventListener('pageshow', reset);
    return () => window.removeEventListener('pageshow', reset);
  }, [reset]);

  const set =
    <Name extends keyof Draft>(name: Name) =>
    (value: Draft[Name]) => {
      setDraft(name === 'platform' ? withPlatform(draft, value) : { ...draft, [name]: value });
      setProblems(name === 'platform' ? {} : ({ ...problems, [name]: undefined } as FieldErrors));
      if (send.isError) reset();
    };
  const submit = () => {
    if (!choice) return;
    const found = draftProblems(draft, choice, own);
    setProblems(found);
    if (Object.keys(found).length > 0) toFirstProblem();
    else send.mutate(choice);
  };
  const forWriteLane = writeLane !== null;
  return {
    draft,
    set,
    choice,
    method,
    own,
    wantsOwn,
    setWantsOwn,
    forWriteLane,
    link: link?.view ?? null,
    problems,
    submit,
    send,
    refusal,
    form,
  };
}

export type ConnectForm = ReturnType<typeof useConnect>;

/** What is sent in the name of a link; what the link says already does not count. */
function byLink(token: string, draft: Draft, chosen: PlatformChoice, oauth: { own: boolean } | null) {
  const { connectLinks } = nightdesk;
  if (!oauth) return connectLinks.byKey({ ...keyRequest(draft, chosen), token });
  return connectLinks.start({ ...oauthRequest(draft, chosen, oauth.own), token });
}

/** Takes the person to the first field that was refused, once it says so. */
function useFirstProblem() {
  const form = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  return { form, toFirstProblem: () => setRefusals((count) => count + 1) };
}

/** The first platform is chosen, unless a link or the earlier form names one that exists. */
function opened(
  search: string,
  platforms: readonly PlatformChoice[],
  writeLane: Account | null,
  link: OpenLink | null,
): Draft {
  if (link) {
    const { platform, site } = link.view;
    return { ...openDraft('', null), platform: platform ?? platforms[0]?.platform ?? '', site: site ?? '' };
  }
  if (writeLane) {
    const { platform, site, region } = writeLane;
    return { ...openDraft(search, null), platform, site, region: region ?? '' };
  }
  const draft = openDraft(search, storedDraft());
  const known = platforms.some(({ platform }) => platform === draft.platform);
  return known ? draft : { ...draft, platform: platforms[0]?.platform ?? '' };
}

function donePath(accountId: string): string {
  return `/connect/done?${new URLSearchParams({ account: accountId }).toString()}`;
}

/** Only the web: an address of another kind must not run in this page. */
function leave(url: string): void {
  if (/^https?:\/\//i.test(url)) window.location.assign(url);
  else throw new Error('The address of the consent page is not one of the web.');
}
