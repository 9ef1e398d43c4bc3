// Made of docs/openapi/v1.json by `npm run sdk:generate`; changes made here are lost.

export interface paths {
  '/v1/accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All accounts
     * @description Needs the scope `read`.
     */
    get: operations['listAccounts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One account
     * @description Needs the scope `read`.
     */
    get: operations['getAccount'];
    put?: never;
    post?: never;
    /**
     * Ends the connection of an account
     * @description History stays; connecting the site again goes on with the same id.
     *
     *     Needs the scope `admin`.
     */
    delete: operations['disconnectAccount'];
    options?: never;
    head?: never;
    /**
     * Changes what an account needs and may use
     * @description Needs the scope `admin`.
     */
    patch: operations['changeAccount'];
    trace?: never;
  };
  '/v1/accounts/{accountId}/capabilities': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What an account is allowed at its platform
     * @description Needs the scope `read`.
     */
    get: operations['getCapabilities'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/completeness': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How completely webhooks told of changes
     * @description Needs the scope `read`.
     */
    get: operations['getCompleteness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/doctor': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Looks everything of an account over
     * @description May be repeated: it asks the platform once and changes nothing there.
     *
     *     Needs the scope `write`.
     */
    post: operations['examineAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/figures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Calls to the platform of an account, minute by minute
     * @description Needs the scope `read`.
     */
    get: operations['getFigures'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everything of one account
     * @description Needs the scope `read`.
     */
    get: operations['getAccountHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/lanes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What waits of an account, and why
     * @description Needs the scope `read`.
     */
    get: operations['getLanes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stops everything of an account
     * @description Needs the scope `admin`.
     */
    post: operations['pauseAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/probe': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Finds out anew what an account is allowed
     * @description May be repeated: it asks the platform again and changes nothing there.
     *
     *     Needs the scope `write`.
     */
    post: operations['probeAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Refreshes the OAuth tokens of an account now
     * @description Does not wait for the plan. 409 where there is nothing to refresh.
     *
     *     Needs the scope `admin`.
     */
    post: operations['refreshAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/repair-link': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Makes a link by which somebody connects an account again
     * @description For an operator who sends the address to the account's admin contact himself.
     *
     *     Needs the scope `admin`.
     */
    post: operations['createRepairLink'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Lets a paused account go on
     * @description Needs the scope `admin`.
     */
    post: operations['resumeAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/scorecard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What shadow mode would have done
     * @description What was recorded and not sent, beside what people then did.
     *
     *     Needs the scope `read`.
     */
    get: operations['getScorecard'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/sweeps': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How far the sweeps of an account are
     * @description Needs the scope `read`.
     */
    get: operations['getSweeps'];
    put?: never;
    /**
     * Asks for a sweep soon
     * @description Begins as soon as a worker looks, within the account's budget; one that is under way goes on.
     *
     *     Needs the scope `write`.
     */
    post: operations['requestSweep'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/synthetic-check': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Round trips on a ticket of the account
     * @description Needs the scope `read`.
     */
    get: operations['getSyntheticCheck'];
    /**
     * Makes a round trip by the clock
     * @description The first round trip begins at once.
     *
     *     Needs the scope `admin`.
     */
    put: operations['planSyntheticCheck'];
    post?: never;
    /**
     * Makes no more round trips
     * @description Needs the scope `admin`.
     */
    delete: operations['endSyntheticCheck'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/tickets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Tickets of an account, last changed first
     * @description Needs the scope `read`.
     */
    get: operations['listTickets'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/tickets/{ticketId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One ticket
     * @description Needs the scope `read`.
     */
    get: operations['getTicket'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/tickets/{ticketId}/conversation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A ticket with its messages
     * @description Needs the scope `read`.
     */
    get: operations['getConversation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/tickets/{ticketId}/freeze': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Lets the operations of a frozen ticket go on
     * @description Needs the scope `write`.
     */
    delete: operations['releaseTicket'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/tickets/{ticketId}/operations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Asks for changes of a ticket
     * @description A dry run needs no idempotency key, because it leaves nothing behind.
     *
     *     Needs the scope `write`.
     */
    post: operations['submitOperation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/tickets/{ticketId}/timeline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The story of a ticket, stop by stop
     * @description Needs the scope `read`.
     */
    get: operations['getTimeline'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/webhook': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How webhooks of an account come
     * @description Holds the secret that a person enters at the platform, where there is one.
     *
     *     Needs the scope `admin`.
     */
    get: operations['getWebhookSetUp'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/webhook/recreate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Makes the webhook at the platform anew
     * @description 409 where a person sets webhooks up, or nothing goes out now.
     *
     *     Needs the scope `admin`.
     */
    post: operations['recreateWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/webhook/rotate-secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A new secret for the webhooks of an account
     * @description Answers what a person then has to enter at the platform. Accounts without webhooks are refused, so none here is polled.
     *
     *     Needs the scope `admin`.
     */
    post: operations['rotateWebhookSecret'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{accountId}/what-if': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Recorded calls replayed under other limits
     * @description Needs the scope `read`.
     */
    get: operations['getWhatIf'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/alert-channels': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Where people are told of incidents
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    get: operations['listAlertChannels'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All API keys
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    get: operations['listApiKeys'];
    put?: never;
    /**
     * Makes an API key
     * @description Not by a key that is for some accounts: the new one could be for all.
     *
     *     Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    post: operations['createApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/api-keys/{keyId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Ends an API key at once
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    delete: operations['revokeApiKey'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lines of the audit log, the newest first
     * @description Needs the scope `read`. A key that is for some accounts only may not use it.
     */
    get: operations['listAuditLines'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/connect-links/key': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Connects by a key, with a link
     * @description Asks for no key.
     */
    post: operations['connectByLinkKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/connect-links/open': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What a link is for
     * @description Asks for no key.
     */
    post: operations['openLink'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/connect-links/start': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Begins to connect by OAuth, with a link
     * @description Asks for no key.
     */
    post: operations['startConnectByLink'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/connect-sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Makes a link by which somebody connects a site
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    post: operations['createConnectSession'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/connect-sessions/{sessionId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What became of a connect session
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    get: operations['getConnectSession'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/connect/key': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Connects by a key
     * @description Connects by a key. May be repeated: a site that is connected gets its credential replaced.
     *
     *     Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    post: operations['connectByKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/connect/platforms': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What can be connected, and how
     * @description Needs the scope `read`.
     */
    get: operations['listConnectPlatforms'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/connect/start': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Begins to connect by OAuth
     * @description Not by a key that is for some accounts, here and below: the site could be another account's, whose credential it replaces.
     *
     *     Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    post: operations['startConnect'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/dead-letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Dead letters by root cause
     * @description Needs the scope `read`.
     */
    get: operations['listDeadLetterGroups'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/dead-letters/discard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Takes dead letters off the list
     * @description Needs the scope `write`.
     */
    post: operations['discardDeadLetters'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/dead-letters/{cause}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Dead letters of one cause
     * @description Needs the scope `read`.
     */
    get: operations['listDeadLetters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/dead-webhooks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Dead webhooks, the newest first
     * @description Needs the scope `read`.
     */
    get: operations['listDeadWebhooks'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/dead-webhooks/discard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Takes dead webhooks off the list
     * @description Needs the scope `write`.
     */
    post: operations['discardDeadWebhooks'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/dead-webhooks/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tries dead webhooks again
     * @description Needs the scope `write`.
     */
    post: operations['replayDeadWebhooks'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/docs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * This document as a page
     * @description For people: every route can be read about, and tried with a key.
     *
     *     Asks for no key.
     */
    get: operations['getDescriptionPage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/erasures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Deletes what is stored of one person
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    post: operations['erasePerson'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Events after a cursor, the oldest first
     * @description Needs the scope `read`.
     */
    get: operations['listEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/events/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Events as they come
     * @description From the cursor on, or from the event that a client which comes back names; without either, from the beginning.
     *
     *     Needs the scope `read`.
     */
    get: operations['streamEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/frozen-tickets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Tickets whose operations wait for a person
     * @description Needs the scope `read`.
     */
    get: operations['listFrozenTickets'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/health/board': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Every account as a row
     * @description Needs the scope `read`. A key that is for some accounts only may not use it.
     */
    get: operations['getBoard'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/health/overview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everything of every account
     * @deprecated
     * @description Costs as much as all accounts together. `getBoard` has a row for each, `getAccountHealth` everything of one.
     *
     *     Needs the scope `read`. A key that is for some accounts only may not use it.
     *
     *     Deprecated since 2026-11-23; it stays until 2027-12-01 at least. Use `/v1/health/board` instead.
     */
    get: operations['getOverview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/health/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What changes of the board
     * @description What changes of the board.
     *
     *     Needs the scope `read`. A key that is for some accounts only may not use it.
     */
    get: operations['streamBoard'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/health/system': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How Nightdesk itself is
     * @description How Nightdesk itself is.
     *
     *     Needs the scope `read`. A key that is for some accounts only may not use it.
     */
    get: operations['getSystemHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/incidents': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Incidents
     * @description The worst first.
     *
     *     Needs the scope `read`.
     */
    get: operations['listIncidents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/incidents/{incidentId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One incident
     * @description Needs the scope `read`.
     */
    get: operations['getIncident'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/incidents/{incidentId}/acknowledge': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Says that somebody sees to an incident
     * @description Somebody sees to it: nobody is reminded any more, and it is not escalated.
     *
     *     Needs the scope `write`.
     */
    post: operations['acknowledgeIncident'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * This document
     * @description Asks for no key.
     */
    get: operations['getDescription'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/operations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The latest operations
     * @description Needs the scope `read`.
     */
    get: operations['listOperations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/operations/{operationId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One operation with its history
     * @description Needs the scope `read`.
     */
    get: operations['getOperation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/operations/{operationId}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Takes an operation back
     * @description Needs the scope `write`.
     */
    post: operations['cancelOperation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/operations/{operationId}/decision': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Says what became of an operation in doubt
     * @description Needs the scope `write`.
     */
    post: operations['decideOperation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/operations/{operationId}/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tries an operation again
     * @description Needs the scope `write`.
     */
    post: operations['replayOperation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/password-links/{token}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whose password a link sets
     * @description Asks for no key.
     */
    get: operations['getPasswordLink'];
    put?: never;
    /**
     * Sets a password by a link, and signs in
     * @description Signs in as well: whoever holds the link has proved it.
     *
     *     Asks for no key.
     */
    post: operations['choosePassword'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/platforms': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All platforms
     * @description Needs the scope `read`.
     */
    get: operations['listPlatforms'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/platforms/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Changes what accounts of a platform may use
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    patch: operations['changePlatform'];
    trace?: never;
  };
  '/v1/replays': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The latest replays
     * @description Needs the scope `read`.
     */
    get: operations['listReplays'];
    put?: never;
    /**
     * Tries dead letters again, by stages
     * @description Needs the scope `write`.
     */
    post: operations['startReplay'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/replays/{replayId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How far a replay is
     * @description Needs the scope `read`.
     */
    get: operations['getReplay'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/replays/{replayId}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stops a replay
     * @description Needs the scope `write`.
     */
    post: operations['cancelReplay'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who is signed in
     * @description Asks for no key.
     */
    get: operations['getSession'];
    put?: never;
    /**
     * Signs in
     * @description Asks for no key.
     */
    post: operations['login'];
    /**
     * Signs out
     * @description Needs the scope `read`.
     */
    delete: operations['logout'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/session/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Changes the password of whoever is signed in
     * @description One's own. All other sessions of that person end.
     *
     *     Needs the scope `read`. A key that is for some accounts only may not use it.
     */
    put: operations['changePassword'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/setup': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether nobody can sign in yet
     * @description Asks for no key.
     */
    get: operations['getSetUp'];
    put?: never;
    /**
     * Makes the first person, and signs in
     * @description Asks for no key.
     */
    post: operations['setUp'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/subscribers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All subscribers
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    get: operations['listSubscribers'];
    put?: never;
    /**
     * Adds a subscriber
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    post: operations['createSubscriber'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/subscribers/{subscriberId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One subscriber
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    get: operations['getSubscriber'];
    put?: never;
    post?: never;
    /**
     * Removes a subscriber
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    delete: operations['deleteSubscriber'];
    options?: never;
    head?: never;
    /**
     * Changes, stops or resumes a subscriber
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    patch: operations['changeSubscriber'];
    trace?: never;
  };
  '/v1/subscribers/{subscriberId}/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a subscriber is told
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    get: operations['listDeliveries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/subscribers/{subscriberId}/deliveries/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sends dead deliveries again
     * @description Dead ones, singly or by filter.
     *
     *     Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    post: operations['replayDeliveries'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/subscribers/{subscriberId}/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tells a subscriber again
     * @description Everything that was recorded since an instant.
     *
     *     Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    post: operations['replayEvents'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/subscribers/{subscriberId}/rotate-secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A new signing secret for a subscriber
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    post: operations['rotateSubscriberSecret'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/subscribers/{subscriberId}/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sends a signed test event
     * @description May be repeated: it changes nothing here, and the endpoint sees by the type that it is a test.
     *
     *     Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    post: operations['testSubscriber'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/switches': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Kill switches that are on
     * @description Needs the scope `read`. A key that is for some accounts only may not use it.
     */
    get: operations['listSwitches'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/switches/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Switches something off
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    put: operations['setSwitch'];
    post?: never;
    /**
     * Lets what was switched off go on
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    delete: operations['releaseSwitch'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/timeline/{station}/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What is stored of one stop of a timeline
     * @description Needs the scope `read`.
     */
    get: operations['getTimelineStop'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everybody who may open the page
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    get: operations['listUsers'];
    put?: never;
    /**
     * Invites somebody
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    post: operations['inviteUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/{userId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Removes somebody
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    delete: operations['removeUser'];
    options?: never;
    head?: never;
    /**
     * Changes the role of somebody
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    patch: operations['changeUser'];
    trace?: never;
  };
  '/v1/users/{userId}/end-sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Signs somebody out everywhere
     * @description Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    post: operations['endSessions'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/{userId}/password-link': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Makes a link by which somebody chooses another password
     * @description The password stays until the link is used.
     *
     *     Needs the scope `admin`. A key that is for some accounts only may not use it.
     */
    post: operations['resetPassword'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/apps/{appId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Takes a webhook of an app
     * @description One address for all sites of an app (Intercom).
     *
     *     Asks for no key.
     */
    post: operations['receiveAppWebhook'];
    delete?: never;
    options?: never;
    /**
     * Whether the address of an app answers
     * @description Some platforms look whether the address answers before they use it.
     *
     *     Asks for no key.
     */
    head: operations['checkAppWebhook'];
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/{accountId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Takes a webhook of an account
     * @description Asks for no key.
     */
    post: operations['receiveWebhook'];
    delete?: never;
    options?: never;
    /**
     * Whether the address of an account answers
     * @description Some platforms look whether the address answers before they use it.
     *
     *     Asks for no key.
     */
    head: operations['checkWebhook'];
    patch?: never;
    trace?: never;
  };
}
export interface webhooks {
  event: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * One event
     * @description Sent to the `url` of each subscriber whose filters fit, in order for each ticket, until it is answered with 2xx; a failed one is tried again, with growing pauses, for three days. The same event may come twice, with the same `webhook-id`. Check the signature before anything else: HMAC-SHA256 with the `whsec_…` secret over `id.timestamp.body` (https://www.standardwebhooks.com).
     */
    post: operations['receiveEvent'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface components {
  schemas: {
    /** @description One connected site of a platform. Times are ISO 8601 in UTC. */
    Account: {
      id: string;
      platform: string;
      site: string;
      region: string | null;
      state: components['schemas']['AccountState'];
      /** @description Why it is in this state, as a sentence. */
      reason: string;
      /** @description What to do about it, as a sentence; empty when there is nothing to do. */
      remedy: string;
      stateSince: string;
      createdAt: string;
      /** @description What the account must be allowed before it goes live. */
      requiredCapabilities: components['schemas']['Capability'][];
      ceiling: components['schemas']['EffectiveCeiling'];
      /** @description In per cent of its tickets, by ticket; operations on the others are recorded as `shadowed`, and none is sent. */
      liveShare: number;
      /** @description Which share of its operations may fail (0 to 1) before it falls back to 0 by itself; only between 5 and 50 per cent. */
      errorSlo: number;
      /** @description Why it is in shadow mode, as a sentence; null while it is not. */
      shadowReason: string | null;
    };
    /** @description How calls to an account's platform went, at most 5 s ago. */
    AccountCalls: {
      /** @description Of the last 5 minutes, all lanes together. */
      calls: number;
      /** @description Of them without an answer, or answered with 401, 403, 408 or from 500 on. */
      failures: number;
      /** @description The share of failures, 0 to 1; null without calls. */
      errorRate: number | null;
      /** @description Of the last hour; null without calls. */
      latency: components['schemas']['Latency'] | null;
    };
    /** @description What may be changed of an account; what is left out stays. */
    AccountChange: {
      /** @description A read-only automation needs only `tickets:read`. */
      requiredCapabilities?: components['schemas']['Capability'][];
      /** @description Null: that of its platform, or the default. */
      ceiling?: components['schemas']['CeilingRatio'];
      /** @description Raising it keeps those tickets live that were. Between 5 and 50 it falls back to 0 by itself, see `errorSlo`. */
      liveShare?: components['schemas']['LiveShare'];
      /** @description Which share of the operations that ended within an hour may have failed: 0 to 1. */
      errorSlo?: number;
    };
    AccountHealth: {
      id: string;
      platform: string;
      site: string;
      region: string | null;
      state: components['schemas']['AccountState'];
      /** @description Why it is in this state, as a sentence. */
      reason: string;
      /** @description What to do about it, as a sentence; empty when there is nothing to do. */
      remedy: string;
      stateSince: string;
      createdAt: string;
      /** @description What the account must be allowed before it goes live. */
      requiredCapabilities: components['schemas']['Capability'][];
      ceiling: components['schemas']['EffectiveCeiling'];
      /** @description In per cent of its tickets, by ticket; operations on the others are recorded as `shadowed`, and none is sent. */
      liveShare: number;
      /** @description Which share of its operations may fail (0 to 1) before it falls back to 0 by itself; only between 5 and 50 per cent. */
      errorSlo: number;
      /** @description Why it is in shadow mode, as a sentence; null while it is not. */
      shadowReason: string | null;
      credential: {
        kind: string;
        scopes: string[];
        expiresAt: string | null;
        refreshAt: string | null;
        /** @description Of the token: its last refresh, or the connect. */
        issuedAt: string;
        refreshedAt: string | null;
        lastError: string | null;
      } | null;
      /** @description The write lane's own; null when one credential serves both lanes. */
      writeCredential: {
        kind: string;
        scopes: string[];
        expiresAt: string | null;
        refreshAt: string | null;
        /** @description Of the token: its last refresh, or the connect. */
        issuedAt: string;
        refreshedAt: string | null;
        lastError: string | null;
      } | null;
      webhook: {
        lastDeliveryAt: string | null;
        /** @description Stored in the last 24 hours. */
        deliveries: number;
        signatureFailures: number;
      } | null;
      lanes: {
        read: components['schemas']['LaneView'];
        write: components['schemas']['LaneView'];
      };
      budget: components['schemas']['BudgetWindow'][];
      breaker: components['schemas']['BreakerView'];
      calls: components['schemas']['AccountCalls'];
    };
    /** @description A lane with what is first in it. */
    AccountLane: {
      waiting: number;
      inFlight: number;
      /** @description Of what waits for a person; while a pause or a switch stops the lane, all that waits. */
      held: number;
      /** @description Why the whole lane is stopped, as a sentence; null while it is not. */
      stopped: string | null;
      dead: number;
      oldestAt: string | null;
      /** @description In the order in which it came. */
      data: components['schemas']['LaneItem'][];
      /** @description For the next page; null: that was all. */
      next: string | null;
    };
    AccountLanes: {
      read: components['schemas']['AccountLane'];
      write: components['schemas']['AccountLane'];
    };
    AccountList: {
      data: components['schemas']['Account'][];
    };
    /** @description An account as one line among a thousand: what is so, and nothing that is not looked at there. */
    AccountRow: {
      id: string;
      platform: string;
      site: string;
      region: string | null;
      state: components['schemas']['AccountState'];
      /** @description Why it is in this state, as a sentence. */
      reason: string;
      /** @description What to do about it, as a sentence; empty when there is nothing to do. */
      remedy: string;
      stateSince: string;
      credential: {
        kind: string;
        expiresAt: string | null;
        lastError: string | null;
      } | null;
      /** @description Writes; while a pause or a switch stops the lane, all that waits is held. */
      write: {
        waiting: number;
        inFlight: number;
        held: number;
        dead: number;
        oldestAt: string | null;
      };
      /** @description Webhooks that could not be turned into events. */
      readDead: number;
      /** @description Why lanes are stopped, each sentence once. */
      stopped: string[];
      /** @description Webhooks with a wrong signature. */
      signatureFailures: number;
      /** @description Of the changes of the last 24 hours, the share that a webhook told, at most 15 s old; null: there were none. */
      completeness: {
        share: number;
        changes: number;
        hasFallen: boolean;
      } | null;
      /** @description The limit that is nearest to its end, at most 15 s old; null: no call has been counted lately. */
      budget: {
        name: string;
        windowMs: number;
        /** @description The share of the ceiling that may still be called, 0 to 1. */
        free: number;
        /** @description The share of the ceiling that others have used. */
        foreign: number;
        blockedUntil: string | null;
      } | null;
      /** @description Of the calls of the last 5 minutes, 0 to 1; null without calls. */
      errorRate: number | null;
      /** @description How many incidents are open. */
      incidents: number;
      /** @description The worst of them. */
      incident: {
        id: string;
        cause: string;
        /** @enum {string} */
        severity: 'critical' | 'warning';
        reason: string;
        remedy: string;
      } | null;
    };
    /** @enum {string} */
    AccountState:
      | 'connecting'
      | 'probing'
      | 'live'
      | 'needs_scopes'
      | 'needs_reauth'
      | 'suspended'
      | 'paused'
      | 'disconnected';
    /** @description Who did something: a person, the holder of an API key, or Nightdesk itself. */
    Actor: {
      /** @description A user's or key's id, or `system`. */
      id: string;
      /** @enum {string} */
      kind: 'person' | 'key' | 'system';
      /** @description E-mail of the person, name of the key; null when it is gone. */
      name: string | null;
    };
    /** @description Where people are told of incidents. */
    AlertChannel: {
      /** @enum {string} */
      channel: 'email' | 'webhook' | 'slack';
      /** @description The e-mail address, or the host of the URL: its path can be a secret. */
      target: string;
      /** @enum {string} */
      audience: 'operators' | 'account' | 'second';
      /** @description Of a webhook: `whsec_…`, what its receiver checks the signature with (Standard Webhooks). Follows the key ring. */
      secret: string | null;
      /** @description Alerts that have not arrived yet. */
      pending: number;
      lastSentAt: string | null;
      /** @description Why the latest attempt failed; null when it did not. */
      lastError: string | null;
    };
    AlertChannelList: {
      data: components['schemas']['AlertChannel'][];
    };
    ApiKey: {
      id: string;
      name: string;
      hint: string;
      scopes: components['schemas']['KeyScope'][];
      accountIds: string[];
      tier: components['schemas']['RateTier'];
      createdAt: string;
      /** @description Null where it is not known any more. */
      createdBy: components['schemas']['Actor'] | null;
      /** @description To within five minutes; null when it was never used. */
      lastUsedAt: string | null;
      revokedAt: string | null;
    };
    ApiKeyList: {
      data: components['schemas']['ApiKey'][];
    };
    /** @description One line of the audit log. */
    AuditLine: {
      id: string;
      at: string;
      actor: components['schemas']['Actor'];
      /** @description `switch.set`, `api_key.revoked`, … */
      action: string;
      /** @description Id or name of what it was done to. */
      subject: string;
      /** @description Where it is a person or a key; null for others, and for those that are gone. */
      subjectName: string | null;
      /** @description Never a secret. */
      details: {
        [key: string]: unknown;
      };
    };
    AuditPage: {
      data: components['schemas']['AuditLine'][];
      next: string | null;
    };
    /** @description The same figure of each replay: the middle one, the least and the most. */
    Band: {
      mid: number;
      low: number;
      high: number;
    };
    /** @description The first page: every account as a row, as one picture taken at `at`. */
    Board: {
      at: string;
      /** @enum {string} */
      engine: 'postgres' | 'redis';
      /** @description Kill switches that are on, the newest first. */
      switches: components['schemas']['Switch'][];
      accounts: components['schemas']['AccountRow'][];
      subscribers: components['schemas']['SubscriberHealth'][];
      /** @description Newest first, at most 50 each. */
      events: components['schemas']['RecentEvent'][];
      operations: components['schemas']['Operation'][];
    };
    /** @description What became different between two pictures: `changed` as it is now (new ones as well), `gone` by id; what is absent is as before. It may be laid over any picture from `from` on. */
    BoardChanges: {
      from: string;
      at: string;
      switches?: components['schemas']['Switch'][];
      subscribers?: components['schemas']['SubscriberHealth'][];
      accounts?: {
        changed: components['schemas']['AccountRow'][];
        gone: string[];
      };
      /** @description New ones are newer than all that were there. */
      events?: {
        changed: components['schemas']['RecentEvent'][];
        gone: string[];
      };
      operations?: {
        changed: components['schemas']['Operation'][];
        gone: string[];
      };
    };
    /** @description Whether calls to the account's platform go out. All but `state` are null while it is closed. */
    BreakerView: {
      /**
       * @description `open`: the platform fails, so nothing is sent. `half_open`: one call tries whether it works again.
       * @enum {string}
       */
      state: 'closed' | 'open' | 'half_open';
      since: string | null;
      /** @description When the next call tries; while `half_open`, until when the trial counts. */
      retryAt: string | null;
      /** @description What failed, in plain words. */
      reason: string | null;
    };
    BudgetWindow: {
      name: string;
      windowMs: number;
      limit: number;
      ceiling: number;
      used: number;
      foreign: number;
      reserve: number;
      blockedUntil: string | null;
    };
    /** @description The capability matrix of an account. */
    Capabilities: {
      data: components['schemas']['CapabilityFinding'][];
      /** @description When the last probe ended; null before the first. */
      checkedAt: string | null;
      nextCheckAt: string | null;
      /** @description Why the last probe could not be made, as a sentence. */
      problem: string | null;
    };
    /** @enum {string} */
    Capability: 'tickets:read' | 'replies:write' | 'status:write' | 'tags:write' | 'assignee:write';
    /** @description What the probe found of one capability, and by which call. */
    CapabilityFinding: {
      /**
       * @description `webhooks:manage`: setting up our webhook at the platform, where its API does that.
       * @enum {string}
       */
      capability:
        | 'tickets:read'
        | 'replies:write'
        | 'status:write'
        | 'tags:write'
        | 'assignee:write'
        | 'webhooks:manage';
      /** @description The account is not live while a required one is missing. */
      required: boolean;
      verdict: components['schemas']['Verdict'];
      evidence: {
        call: string;
        status: number | null;
        /** @description The platform's own id of that call, for its support. */
        requestId: string | null;
        says: string;
      };
      /** @description With `missing`: what to add and where to click, in the platform's words. */
      remedy: string | null;
      checkedAt: string;
    };
    /** @description A share of the platform's limits; null takes it back, and what is above it in the order holds again. */
    CeilingRatio: number | null;
    /** @description How completely webhooks told of the changes of the last 24 hours, against what sweeps had to find. */
    Completeness: {
      changes: number;
      byWebhook: number;
      missed: number;
      /** @description 0 to 1; null: nothing changed. */
      share: number | null;
      /** @description From a change to the arrival of its webhook, as the upper bound of a class of delays; null: none came. */
      medianDelayMs: number | null;
      /** @description So much got lost in the last two hours that the webhook is checked at the platform, and sweeps come more often. */
      hasFallen: boolean;
      /** @description By type of event, what misses most first. */
      kinds: {
        kind: string;
        byWebhook: number;
        missed: number;
      }[];
    };
    /** @description What a person enters to connect an account by a key. */
    ConnectKey: {
      platform: string;
      /** @description Left out where the credential itself tells the site. */
      site?: string;
      /** @description For platforms with regions. */
      region?: string;
      adminEmail?: '' | string;
      adminWebhookUrl?: '' | string;
      /** @description What the automation needs; all when left out. */
      requiredCapabilities?: components['schemas']['Capability'][];
      /** @description Adds a second credential, for the write lane only, to this account. */
      writeLaneOf?: string;
      key: string;
      /** @description The e-mail of the key's agent, where the platform asks for it. */
      email?: '' | string;
      /** @description The secret that signs webhooks, where the platform has one beside the key. */
      signingSecret?: string;
    };
    /** @description What became of a connect session. The address itself is told once, when it is made. */
    ConnectSession: {
      id: string;
      /** @enum {string} */
      state: 'open' | 'connected' | 'expired';
      platform: string | null;
      site: string | null;
      returnUrl: string;
      createdAt: string;
      expiresAt: string;
      connectedAt: string | null;
      /** @description With `connected`. */
      accountId: string | null;
    };
    /** @description What a person enters to connect an account by OAuth. */
    ConnectStart: {
      platform: string;
      /** @description Left out where the credential itself tells the site. */
      site?: string;
      /** @description For platforms with regions. */
      region?: string;
      adminEmail?: '' | string;
      adminWebhookUrl?: '' | string;
      /** @description What the automation needs; all when left out. */
      requiredCapabilities?: components['schemas']['Capability'][];
      /** @description Adds a second credential, for the write lane only, to this account. */
      writeLaneOf?: string;
      /** @description An OAuth client made for this site only; else the one configured for the platform is used. */
      clientId?: string;
      clientSecret?: string;
    };
    /** @description What was connected. */
    ConnectedAccount: {
      accountId: string;
    };
    Conversation: {
      ticket: components['schemas']['Ticket'];
      messages: components['schemas']['Message'][];
    };
    /** @description The key itself is shown once, here. */
    CreatedApiKey: {
      id: string;
      name: string;
      hint: string;
      scopes: components['schemas']['KeyScope'][];
      accountIds: string[];
      tier: components['schemas']['RateTier'];
      createdAt: string;
      /** @description Null where it is not known any more. */
      createdBy: components['schemas']['Actor'] | null;
      /** @description To within five minutes; null when it was never used. */
      lastUsedAt: string | null;
      revokedAt: string | null;
      key: string;
    };
    /** @description The secret (`whsec_…`, Standard Webhooks) is shown once, here. */
    CreatedSubscriber: {
      id: string;
      url: string;
      eventTypes: string[];
      accountIds: string[];
      includeOwn: boolean;
      /** @enum {string} */
      state: 'active' | 'disabled';
      /** @description Since when it has answered nothing but failures; null while it is well. */
      failingSince: string | null;
      /** @description Until when deliveries are also signed with the secret before this one; null when there is only one. */
      previousSecretUntil: string | null;
      createdAt: string;
      secret: string;
    };
    /** @description Operations that failed or died for one root cause. */
    DeadLetterGroup: {
      /** @description The kind of failure, e.g. `forbidden`, `unavailable`, `superseded`; `other` where none was written down. */
      cause: string;
      /** @description What it means and what to do, a sentence each. */
      meaning: string;
      remedy: string;
      count: number;
      /** @description When the first and the last of them ended. */
      oldestAt: string;
      newestAt: string;
      /** @description Those with most of them, at most ten. `remedy` is empty where the account works. */
      accounts: {
        id: string;
        platform: string;
        site: string;
        state: string;
        remedy: string;
        count: number;
      }[];
      /** @description Of how many accounts they are. */
      accountCount: number;
      /** @description The newest, at most three. */
      samples: components['schemas']['Operation'][];
    };
    DeadLetterGroupList: {
      data: components['schemas']['DeadLetterGroup'][];
    };
    /** @description A webhook that could not be turned into events. */
    DeadWebhook: {
      id: string;
      accountId: string;
      ticketId: string | null;
      /** @description The platform's word for what happened. */
      type: string;
      /** @enum {string} */
      via: 'webhook' | 'reconciliation';
      receivedAt: string;
      attempts: number;
      lastError: string | null;
      traceId: string;
    };
    /** @description Dead webhooks that are tried again or given up: single ones, or all that fit everything that is named. */
    DeadWebhookChoice: {
      webhookIds?: string[];
      accountId?: string;
      ticketId?: string;
      /**
       * Format: date-time
       * @description Received then or later.
       */
      since?: string;
    };
    DeadWebhookPage: {
      data: components['schemas']['DeadWebhook'][];
      next: string | null;
    };
    /** @description Dead deliveries that are tried again: single ones, or all that fit everything that is named. */
    DeliveryReplay: {
      deliveryIds?: string[];
      accountId?: string;
      type?: components['schemas']['EventType'];
      /** Format: date-time */
      since?: string;
    };
    /** @description Dead letters about which nothing is to be done: single ones, or all of one cause in one account. */
    Discard:
      | {
          operationIds: string[];
        }
      | {
          cause: string;
          accountId: string;
        };
    /** @description How many left the list. */
    DiscardedCount: {
      discarded: number;
    };
    /** @description What became of a disconnect. */
    Disconnected: {
      account: components['schemas']['Account'];
      /** @description Operations that were open, and are closed now. */
      closedOperations: number;
      /** @description What could not be taken back at the platform, and what to do there; a sentence each. */
      leftAtPlatform: string[];
    };
    /** @description One thing that was looked at. */
    DoctorCheck: {
      /** @enum {string} */
      name: 'credential' | 'clock' | 'rights' | 'platform' | 'budget' | 'webhook' | 'sweep' | 'subscriber';
      /**
       * @description `unknown`: it could not be looked at, and `says` tells why.
       * @enum {string}
       */
      state: 'fine' | 'wrong' | 'unknown';
      /** @description What was found, as a sentence. */
      says: string;
      /** @description What to do, as a sentence; null while nothing is wrong. */
      remedy: string | null;
    };
    /** @description What would become of an operation, as far as it can be told without asking the platform. */
    DryRun: {
      /** @constant */
      dryRun: true;
      accountId: string;
      ticketId: string;
      /**
       * @description `shadowed`: recorded, not sent. `held`: it would wait. `failed`: refused. `repeat`: `operationId` would be the answer.
       * @enum {string}
       */
      wouldBe: 'queued' | 'shadowed' | 'held' | 'failed' | 'repeat';
      /** @description Why, as a sentence. */
      reason: string;
      operationId: string | null;
      /** @description In their order; `steps` are the kinds that the call serves. No steps: it only looks whether the conditions hold. */
      calls: {
        method: string;
        path: string;
        steps: string[];
      }[];
      /** @description Those that the steps need. */
      capabilities: {
        capability: components['schemas']['Capability'];
        verdict: components['schemas']['Verdict'];
        remedy: string | null;
      }[];
      /** @description Windows that the calls count in; `free` is what the ceiling leaves now. */
      budget: {
        window: string;
        windowMs: number;
        limit: number;
        used: number;
        free: number;
      }[];
      /** @description What could not be told, in plain sentences; null: nothing. */
      note: string | null;
    };
    /** @description Which share of its limits an account may use, and what says so. */
    EffectiveCeiling: {
      /** @description 0.05 to 1. */
      ratio: number;
      /**
       * @description The account's own, else its platform's, else the configured default.
       * @enum {string}
       */
      from: 'account' | 'platform' | 'default';
      /** @description A sentence where the share is dangerous. */
      warning: string | null;
    };
    /** @description How many browsers were signed out. */
    EndedSessions: {
      ended: number;
    };
    /** @description How many rows of each kind were emptied or deleted. */
    ErasedRows: {
      tickets: number;
      messages: number;
      webhooks: number;
      events: number;
      deliveries: number;
      operations: number;
    };
    Erasure: {
      at: string;
      /** @description SHA-256 of what named the person, as the audit log has it. */
      personHash: string;
      erased: components['schemas']['ErasedRows'];
      /** @description Tickets that were left as they are, because an operation on them has not ended: ask again when it has. */
      waitingTickets: {
        accountId: string;
        ticketId: string;
      }[];
    };
    /** @description One normalised fact, as subscribers get it (the body of a signed delivery) and as the feed lists it. */
    Event: {
      id: string;
      type: components['schemas']['EventType'];
      accountId: string;
      ticketId: string | null;
      /**
       * @description `nightdesk`: an echo of one of our own operations. `system`: about Nightdesk itself (operations, accounts).
       * @enum {string}
       */
      origin: 'platform' | 'nightdesk' | 'system';
      /**
       * @description How we learnt it.
       * @enum {string}
       */
      via: 'webhook' | 'reconciliation' | 'system';
      operationId: string | null;
      data: {
        [key: string]: unknown;
      };
      traceId: string;
      occurredAt: string;
      recordedAt: string;
    };
    /** @description One event on its way to one subscriber. */
    EventDelivery: {
      id: string;
      /** @enum {string} */
      state: 'pending' | 'delivered' | 'dead';
      attempts: number;
      lastStatus: number | null;
      lastError: string | null;
      createdAt: string;
      /** @description When it is tried next, while it is pending. */
      dueAt: string;
      deliveredAt: string | null;
      event: components['schemas']['Event'];
    };
    EventDeliveryPage: {
      data: components['schemas']['EventDelivery'][];
      next: string | null;
    };
    EventFeed: {
      data: components['schemas']['Event'][];
      next: string;
    };
    /** @description Events that a subscriber is told again, whether it got them before or not, as its filters are now. */
    EventReplay: {
      /**
       * Format: date-time
       * @description Recorded then or later.
       */
      since: string;
      /** Format: date-time */
      until?: string;
      /**
       * @description The first so many; `next` of the answer says where to go on.
       * @default 10000
       */
      limit?: number;
    };
    /** @enum {string} */
    EventType:
      | 'ticket.created'
      | 'reply.added'
      | 'note.added'
      | 'status.changed'
      | 'tags.changed'
      | 'assignee.changed'
      | 'priority.changed'
      | 'ticket.deleted'
      | 'ticket.frozen'
      | 'operation.confirmed'
      | 'operation.held'
      | 'operation.failed'
      | 'operation.cancelled'
      | 'operation.shadowed'
      | 'account.state_changed'
      | 'account.scopes_changed'
      | 'account.shadowed'
      | 'incident.opened'
      | 'incident.resolved';
    /** @description Everything that can be looked at of one account without changing anything. */
    Examination: {
      at: string;
      data: components['schemas']['DoctorCheck'][];
    };
    /** @description Calls minute by minute; minutes without calls are left out. `latency` of the whole is since `since`. */
    Figures: {
      /** @description Of the last 5 minutes, all lanes together. */
      calls: number;
      /** @description Of them without an answer, or answered with 401, 403, 408 or from 500 on. */
      failures: number;
      /** @description The share of failures, 0 to 1; null without calls. */
      errorRate: number | null;
      /** @description Of the last hour; null without calls. */
      latency: components['schemas']['Latency'] | null;
      since: string;
      until: string;
      data: {
        /** @description When the minute began. */
        at: string;
        /**
         * @description `token`: calls of token endpoints.
         * @enum {string}
         */
        lane: 'read' | 'write' | 'token';
        calls: number;
        failures: number;
        /** @description Answered with 429. */
        limited: number;
        latency: components['schemas']['Latency'] | null;
      }[];
      /** @description The window that all calls of the account count in, at the end of each minute with calls (5 s late at most). */
      budget: {
        /** @description When the minute began. */
        at: string;
        /** @description `limit`, `used` and the rest are calls in any so many milliseconds. */
        windowMs: number;
        limit: number;
        /** @description What of the limit may be used. */
        ceiling: number;
        /** @description By us, reads and writes together. */
        used: number;
        /** @description By others on the same limit, as far as the platform tells. */
        foreign: number;
        /** @description What reads leave to writes. */
        reserve: number;
      }[];
    };
    /** @description How old an answer is and whether it can be relied upon. `stale`: a live reading was asked for and could not be had in time; `reason` then says why, in plain sentences, and is null otherwise. */
    Freshness: {
      readAt: string;
      /** @enum {string} */
      source: 'stored' | 'live';
      stale: boolean;
      reason: string | null;
      /** @description When subject and messages of this copy were deleted for their age or by an erasure; `fresh=true` reads the ticket again. */
      emptiedAt: string | null;
    };
    /** @description A ticket whose operations wait, because our own writes changed it too often in a short time. */
    FrozenTicket: {
      accountId: string;
      ticketId: string;
      changes: number;
      since: string;
    };
    FrozenTicketList: {
      data: components['schemas']['FrozenTicket'][];
    };
    /** @description An open problem that somebody was alerted to, or one that was. It opens and resolves by itself. */
    Incident: {
      id: string;
      /** @enum {string} */
      state: 'open' | 'resolved';
      /** @description Null: it concerns the whole of Nightdesk. */
      accountId: string | null;
      /** @description One of docs/causes.md. */
      cause: string;
      /** @description What of the account it is about (a ticket, a lane) or of Nightdesk (a subscriber, a channel); empty: all of it. */
      subject: string;
      /**
       * @description `critical`: nothing goes out, or answers are lost.
       * @enum {string}
       */
      severity: 'critical' | 'warning';
      title: string;
      /** @description A sentence each: what is so, what does not happen meanwhile, and what to do. */
      reason: string;
      effect: string;
      remedy: string;
      /** @description Figures of the cause as they were at `updatedAt`. */
      details: {
        [key: string]: unknown;
      };
      openedAt: string;
      updatedAt: string;
      resolvedAt: string | null;
      acknowledgedAt: string | null;
      /** @description Id of the person or key. */
      acknowledgedBy: string | null;
      escalatedAt: string | null;
      /** @description When people are reminded next; null: they are not. */
      remindAt: string | null;
      /** @description Who was told, oldest first. A key for some accounts sees those to the account's own contact only. */
      alerts: components['schemas']['IncidentAlert'][];
    };
    /** @description One message about an incident to one address. */
    IncidentAlert: {
      /** @enum {string} */
      kind: 'opened' | 'reminder' | 'escalated' | 'resolved';
      /** @enum {string} */
      channel: 'email' | 'webhook' | 'slack';
      /** @description The e-mail address, or the host of the URL: its path can be a secret. */
      target: string;
      /** @enum {string} */
      audience: 'operators' | 'account' | 'second';
      /**
       * @description `dropped`: it was over before anybody was told. `dead`: given up after a day, or refused for good.
       * @enum {string}
       */
      state: 'pending' | 'sent' | 'dead' | 'dropped';
      attempts: number;
      /** @description Why the last attempt failed. */
      lastError: string | null;
      createdAt: string;
      /** @description While it is pending: when it is tried next. */
      dueAt: string;
      sentAt: string | null;
    };
    IncidentPage: {
      data: components['schemas']['Incident'][];
      next: string | null;
    };
    InvitedUser: {
      user: components['schemas']['User'];
      link: components['schemas']['PasswordLink'];
    };
    /** @enum {string} */
    KeyScope: 'read' | 'write' | 'admin';
    /** @description One operation that has not ended (write lane), or one delivery that is to be read (read lane). */
    LaneItem: {
      /** @description Unique in its lane; of the write lane, the operation's. */
      id: string;
      ticketId: string | null;
      /** @description The steps that are left, or the type of the delivery. */
      what: string;
      /** @description When it came. */
      since: string;
      attempts: number;
      why: components['schemas']['WaitReason'];
      /** @description The same with its cause and its end, as a sentence. */
      says: string;
      /** @description When it goes on by itself at the earliest; null: not known, or not without a person. */
      until: string | null;
      /** @description With `behind`: the operation that goes first. */
      behind: string | null;
    };
    /** @description Work that waits in a lane. `oldestAt` is when the oldest of it arrived. */
    LaneView: {
      waiting: number;
      inFlight: number;
      /** @description Of what waits for a person; while a pause or a switch stops the lane, all that waits. */
      held: number;
      /** @description Why the whole lane is stopped, as a sentence; null while it is not. */
      stopped: string | null;
      dead: number;
      oldestAt: string | null;
    };
    /** @description In milliseconds, from classes of duration; `10000` stands for all that took longer. */
    Latency: {
      p50: number;
      p95: number;
      p99: number;
    };
    /** @description What the holder of a link enters to connect by a key. */
    LinkKey: {
      platform?: string;
      /** @description Left out where the credential itself tells the site. */
      site?: string;
      /** @description For platforms with regions. */
      region?: string;
      adminEmail?: '' | string;
      key: string;
      /** @description The e-mail of the key's agent, where the platform asks for it. */
      email?: '' | string;
      /** @description The secret that signs webhooks, where the platform has one beside the key. */
      signingSecret?: string;
      /** @description The last part of a link's address. */
      token: string;
    };
    /** @description What the holder of a link enters to connect by OAuth. What the link says already does not count. */
    LinkStart: {
      platform?: string;
      /** @description Left out where the credential itself tells the site. */
      site?: string;
      /** @description For platforms with regions. */
      region?: string;
      adminEmail?: '' | string;
      /** @description An OAuth client made for this site only; else the one configured for the platform is used. */
      clientId?: string;
      clientSecret?: string;
      /** @description The last part of a link's address. */
      token: string;
    };
    /** @description Opens a link. */
    LinkToken: {
      /** @description The last part of a link's address. */
      token: string;
    };
    /** @description What the holder of a link is shown. */
    LinkView: {
      /** @enum {string} */
      purpose: 'connect' | 'repair';
      expiresAt: string;
      /** @description Null: the person chooses, or types it. */
      platform: string | null;
      site: string | null;
      platforms: components['schemas']['PlatformChoice'][];
      /** @description The person may say who is told when the account needs somebody. */
      asksContact: boolean;
      /** @description Only reading is needed, so only that is spoken of. */
      requiredCapabilities: components['schemas']['Capability'][];
      /** @description Where to go without connecting; null: nowhere. */
      cancelUrl: string | null;
      /** @description With `repair`: what is wrong, and what waits until it is mended. */
      repair: {
        state: components['schemas']['AccountState'];
        reason: string;
        remedy: string;
        stateSince: string;
        waiting: {
          operations: number;
          webhooks: number;
          since: string | null;
        };
      } | null;
    };
    /**
     * @description Steps by which an automation goes live: the share of an account's tickets, in per cent, on which operations go out.
     * @enum {number}
     */
    LiveShare: 0 | 5 | 25 | 50 | 100;
    Login: {
      /** Format: email */
      email: string;
      password: string;
    };
    /** @description An address to open in a browser; whoever has it can use it, once. */
    MadeLink: {
      id: string;
      url: string;
      expiresAt: string;
    };
    Message: {
      id: string;
      /** @enum {string} */
      kind: 'reply' | 'note';
      author: components['schemas']['Person'];
      body: string;
      bodyHtml: string | null;
      createdAt: string;
      operationId: string | null;
    };
    NewApiKey: {
      name: string;
      scopes: components['schemas']['KeyScope'][];
      /** @default [] */
      accountIds?: string[];
      /** @default standard */
      tier?: components['schemas']['RateTier'];
    };
    /** @description A link by which somebody without a login connects one helpdesk; the flow ends at `returnUrl`. */
    NewConnectSession: {
      /** @description Left out: the person chooses. */
      platform?: string;
      /** @description Needs `platform`. Left out: the person types it. */
      site?: string;
      /** @description Under an address of `CONNECT_RETURN_URLS`. Gets `state` (`connected`, `failed` or `cancelled`), with it `account` or `reason`. */
      returnUrl: string;
      /**
       * Format: email
       * @description Who is told when the account needs a person; left out: the person may say.
       */
      adminEmail?: string;
      /** Format: uri */
      adminWebhookUrl?: string;
      /** @description What the automation needs; all when left out. */
      requiredCapabilities?: components['schemas']['Capability'][];
    };
    /** @description Whose data is deleted. Erase it at the platform first: a later webhook or sweep reads what is still there. */
    NewErasure: {
      /** @description Left out: in every account. */
      accountId?: string;
      /** Format: email */
      email?: string;
      /** @description The platform's id of the person. */
      requesterId?: string;
    };
    NewOperation: {
      steps: components['schemas']['Step'][];
      /**
       * Format: date-time
       * @description A human answered after this instant: nothing is sent, reason `superseded`.
       */
      ifNoReplySince?: string;
      /** @description Sent only while the ticket's status is one of these. */
      ifStatusIn?: ('new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed')[];
      /**
       * @description Send although the same content went to the same ticket within the last 60 s.
       * @default false
       */
      allowRepeat?: boolean;
      /**
       * @description Only tell what would become of it: nothing is stored or sent. The answer is a `DryRun`, with 200.
       * @default false
       */
      dryRun?: boolean;
    };
    /** @description At least 12 characters, five of them different. Long is what counts: no character of any kind is asked for. */
    NewPassword: string;
    /** @description Which dead letters are to be replayed: all that fit everything that is named. */
    NewReplay: {
      cause?: string;
      accountId?: string;
      operationIds?: string[];
      /**
       * @description The first so many, in the order in which they were accepted.
       * @default 1000
       */
      limit?: number;
      /**
       * @description What was accepted longer ago is skipped.
       * @default 24
       */
      ttlHours?: number;
    };
    NewSubscriber: {
      /** Format: uri */
      url: string;
      /**
       * @description Empty or absent: every type.
       * @default []
       */
      eventTypes?: components['schemas']['EventType'][];
      /**
       * @description Empty or absent: every account.
       * @default []
       */
      accountIds?: string[];
      /**
       * @description Also deliver events that our own operations caused.
       * @default false
       */
      includeOwn?: boolean;
    };
    /** @description `full`: every open ticket; else what changed since the last sweep. */
    NewSweep: {
      /** @default false */
      full?: boolean;
    };
    NewUser: {
      /** Format: email */
      email: string;
      role: components['schemas']['Role'];
    };
    Operation: {
      id: string;
      accountId: string;
      ticketId: string;
      state: components['schemas']['OperationState'];
      reason: string | null;
      /** @description Some steps are confirmed and some are not, and no more will be. */
      partiallyApplied: boolean;
      /** @description The kind of failure that ended or holds it, e.g. `forbidden`, `superseded`, `undecidable`. */
      cause: string | null;
      /** @description A person must decide (`POST /v1/operations/{id}/decision`): the steps in doubt, and what on the ticket fits. */
      review: {
        positions: number[];
        candidates: string[];
        since: string;
        attempts: number;
        seenAt: string;
      } | null;
      steps: {
        kind: string;
        /** @enum {string} */
        state: 'pending' | 'confirmed' | 'failed';
        requestId: string | null;
        confirmedAt: string | null;
      }[];
      transitions: {
        from: string;
        to: string;
        reason: string;
        attempt: number;
        requestId: string | null;
        at: string;
      }[];
      traceId: string;
      createdAt: string;
      finishedAt: string | null;
    };
    /** @description What a person says of an operation whose write cannot be told from others on the ticket. */
    OperationDecision: {
      /** @enum {string} */
      decision: 'landed' | 'send_again' | 'give_up';
    };
    OperationList: {
      data: components['schemas']['Operation'][];
    };
    OperationPage: {
      data: components['schemas']['Operation'][];
      next: string | null;
    };
    /** @enum {string} */
    OperationState:
      'queued' | 'sending' | 'confirmed' | 'unknown' | 'held' | 'failed' | 'dead' | 'cancelled' | 'shadowed';
    /** @description The whole first page, as one picture taken at `at`. */
    Overview: {
      at: string;
      /** @enum {string} */
      engine: 'postgres' | 'redis';
      /** @description Kill switches that are on, the newest first. */
      switches: components['schemas']['Switch'][];
      accounts: components['schemas']['AccountHealth'][];
      subscribers: components['schemas']['SubscriberHealth'][];
      /** @description Newest first, at most 50 each. */
      events: components['schemas']['RecentEvent'][];
      operations: components['schemas']['Operation'][];
    };
    PasswordChange: {
      current: string;
      next: components['schemas']['NewPassword'];
    };
    PasswordChoice: {
      password: components['schemas']['NewPassword'];
    };
    /** @description Whoever opens `url` chooses this person's password, once. It is shown once, here. */
    PasswordLink: {
      url: string;
      expiresAt: string;
    };
    /** @description Whose password a link sets. */
    PasswordLinkView: {
      email: string;
      expiresAt: string;
    };
    Person: {
      id: string;
      name: string | null;
      email: string | null;
      /** @enum {string} */
      role: 'customer' | 'agent' | 'system';
    };
    /** @description A platform as operators control it. */
    Platform: {
      name: string;
      title: string;
      /** @description Of its accounts that have none of their own. */
      ceiling: components['schemas']['EffectiveCeiling'];
    };
    /** @description What may be changed of a platform. */
    PlatformChange: {
      ceiling: components['schemas']['CeilingRatio'];
    };
    /** @description What the connect page needs to know of a platform. */
    PlatformChoice: {
      platform: string;
      title: string;
      /** @description Null: nothing is typed, the credential tells the site. */
      site: {
        label: string;
        pattern: string;
        example: string;
      } | null;
      /** @description Empty: there is nothing to choose. */
      regions: {
        value: string;
        title: string;
      }[];
      /** @description Null: not by OAuth. */
      oauth: {
        /** @description False: the person must enter a client of the site's own. */
        hasClient: boolean;
        /** @description Where such a client is made, in the platform's words. */
        clientWhere: string;
        /** @description The redirect URL to register with the platform, exactly. */
        redirectUri: string;
        scopes: string[];
        /**
         * @description `request`: the consent page asks for them. `client`: they are ticked where the client is made.
         * @enum {string}
         */
        scopesAre: 'request' | 'client';
      } | null;
      /** @description Null: not by a key. */
      key: {
        label: string;
        where: string;
        /** @description The page where it is found; `{site}` stands for the site. */
        link: string | null;
        needsEmail: boolean;
        signingSecret: {
          label: string;
          where: string;
        } | null;
        /** @description When the platform stops accepting such keys. */
        endsAt: string | null;
      } | null;
      /** @description Why a second credential for the write lane gets limits of its own; null: it would not. */
      writeCredential: string | null;
      /** @enum {string} */
      webhooks: 'api' | 'by_hand' | 'app' | 'none';
    };
    PlatformChoiceList: {
      data: components['schemas']['PlatformChoice'][];
    };
    PlatformList: {
      data: components['schemas']['Platform'][];
    };
    /** @description RFC 9457. `detail` says what happened and what to do. */
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      traceId: string;
      errors?: {
        path: string;
        message: string;
      }[];
    };
    /** @description How many are sent again. */
    QueuedDeliveries: {
      queued: number;
    };
    /**
     * @description How many requests a key may make: API_RATE_STANDARD or API_RATE_HIGH.
     * @enum {string}
     */
    RateTier: 'standard' | 'high';
    /** @description Why something is paused or switched off. */
    Reason: {
      reason: string;
    };
    /** @description An event with what became of its deliveries. */
    RecentEvent: {
      id: string;
      type: components['schemas']['EventType'];
      accountId: string;
      ticketId: string | null;
      /**
       * @description `nightdesk`: an echo of one of our own operations. `system`: about Nightdesk itself (operations, accounts).
       * @enum {string}
       */
      origin: 'platform' | 'nightdesk' | 'system';
      /**
       * @description How we learnt it.
       * @enum {string}
       */
      via: 'webhook' | 'reconciliation' | 'system';
      operationId: string | null;
      data: {
        [key: string]: unknown;
      };
      traceId: string;
      occurredAt: string;
      recordedAt: string;
      deliveries: {
        pending: number;
        delivered: number;
        dead: number;
      };
    };
    /** @description Where the browser must go on. */
    Redirection: {
      redirectUrl: string;
    };
    /** @description The tokens of an account after a refresh. */
    Refreshed: {
      data: {
        /** @enum {string} */
        lane: 'both' | 'read' | 'write';
        refreshedAt: string | null;
        expiresAt: string | null;
        /** @description When it is refreshed by itself. */
        refreshAt: string | null;
      }[];
    };
    /** @description Many dead letters, tried again: one, then ten, then all. */
    Replay: {
      id: string;
      /**
       * @description `stopped`: one failed again, and `reason` says which and why.
       * @enum {string}
       */
      state: 'running' | 'stopped' | 'done' | 'cancelled';
      /** @enum {string} */
      stage: 'one' | 'ten' | 'all';
      reason: string | null;
      /** @description What was asked for; null: of any cause. */
      cause: string | null;
      /** @description Empty: of every account. */
      accountIds: string[];
      ttlHours: number;
      counts: {
        total: number;
        waiting: number;
        /** @description Sent on their way; they are `underWay`, `confirmed` or `failed`. */
        replayed: number;
        underWay: number;
        confirmed: number;
        failed: number;
        /** @description Not sent, because nobody wants them any more; those that failed before stay dead letters. */
        skipped: number;
      };
      /** @description Why operations were skipped, the most frequent reason first, each with one of them; at most ten. */
      skipped: {
        reason: string;
        count: number;
        operationId: string;
      }[];
      /** @description On their way, at most three, with what they wait for. */
      underWay: {
        operationId: string;
        state: string;
        reason: string | null;
      }[];
      requestedBy: string;
      createdAt: string;
      endedAt: string | null;
    };
    ReplayList: {
      data: components['schemas']['Replay'][];
    };
    ReplayedEvents: {
      queued: number;
      /** @description The `since` of what was left out by `limit`; null when nothing was. */
      next: string | null;
    };
    /** @description How many are tried again. */
    ReplayedWebhooks: {
      replayed: number;
    };
    /** @enum {string} */
    Role: 'viewer' | 'operator';
    /** @description Shown once, here. Until `previousUntil` each delivery carries two signatures, the new one first. */
    RotatedSecret: {
      secret: string;
      previousUntil: string;
    };
    /** @description Operations that were recorded and not sent, beside what people then did on the ticket within 24 hours. */
    Scorecard: {
      accountId: string;
      since: string;
      summary: {
        kind: string;
        agreed: number;
        differed: number;
        nobody: number;
      }[];
      /** @description Newest first. */
      data: {
        operationId: string;
        ticketId: string;
        at: string;
        /** @description What people do after this instant does not count. */
        until: string;
        steps: components['schemas']['ScoredStep'][];
      }[];
      /** @description True: there are older ones since `since` that neither `data` nor `summary` has. */
      more: boolean;
    };
    /** @description What people did about one step that was recorded and not sent. */
    ScoredStep: {
      kind: string;
      /** @description What the step says or sets, as text. */
      ours: string;
      /**
       * @description `differed`: people did something else. `nobody`: nothing was done about it yet.
       * @enum {string}
       */
      verdict: 'agreed' | 'differed' | 'nobody';
      /** @description What people said or set. */
      theirs: string | null;
      at: string | null;
      /** @description Of replies and notes: the share of words that both texts have, 0 to 1. */
      similarity: number | null;
    };
    SessionView: {
      userId: string;
      email: string;
      /** @enum {string} */
      role: 'viewer' | 'operator';
      /** @description To be sent as `X-CSRF-Token` with every unsafe request. */
      csrfToken: string;
    };
    /** @description The first person, an operator. `code` is in the api's log since it was started. */
    SetUp: {
      code: string;
      /** Format: email */
      email: string;
      password: components['schemas']['NewPassword'];
    };
    /** @description Whether nobody can log in yet, so that the first person is to be made. */
    SetUpView: {
      needed: boolean;
    };
    /** @description One requested change. `reply` is seen by the customer, `note` is not. */
    Step:
      | {
          /** @constant */
          kind: 'reply';
          body: string;
          bodyHtml?: string;
        }
      | {
          /** @constant */
          kind: 'note';
          body: string;
          bodyHtml?: string;
        }
      | {
          /** @constant */
          kind: 'status';
          /** @enum {string} */
          status: 'open' | 'pending' | 'on_hold' | 'solved' | 'closed';
        }
      | {
          /** @constant */
          kind: 'addTags';
          tags: string[];
        }
      | {
          /** @constant */
          kind: 'removeTags';
          tags: string[];
        }
      | {
          /** @constant */
          kind: 'assignee';
          assigneeId: string | null;
        };
    Subscriber: {
      id: string;
      url: string;
      eventTypes: string[];
      accountIds: string[];
      includeOwn: boolean;
      /** @enum {string} */
      state: 'active' | 'disabled';
      /** @description Since when it has answered nothing but failures; null while it is well. */
      failingSince: string | null;
      /** @description Until when deliveries are also signed with the secret before this one; null when there is only one. */
      previousSecretUntil: string | null;
      createdAt: string;
    };
    /** @description What is left out stays. `disabled`: nothing is sent, and events recorded meanwhile make no delivery; `active`: what waited goes out at once. */
    SubscriberChange: {
      /** Format: uri */
      url?: string;
      /** @description Empty or absent: every type. */
      eventTypes?: components['schemas']['EventType'][];
      /** @description Empty or absent: every account. */
      accountIds?: string[];
      /** @description Also deliver events that our own operations caused. */
      includeOwn?: boolean;
      /** @enum {string} */
      state?: 'active' | 'disabled';
    };
    SubscriberHealth: {
      id: string;
      url: string;
      /** @enum {string} */
      state: 'active' | 'disabled';
      lane: components['schemas']['LaneView'];
      lastDeliveredAt: string | null;
      lastError: string | null;
    };
    SubscriberList: {
      data: components['schemas']['Subscriber'][];
    };
    /** @description How far the sweeps of an account are. */
    SweepProgress: {
      /**
       * @description `only`: changes are learnt by nothing else. `beside`: finds what webhooks missed.
       * @enum {string}
       */
      role: 'only' | 'beside';
      /** @description Reading what changed. */
      incremental: {
        /**
         * @description `waiting` until `nextAt`, or `running`.
         * @enum {string}
         */
        state: 'waiting' | 'running';
        lastAt: string | null;
        nextAt: string;
        /** @description Everything that changed before this instant has been told. */
        mark: string;
        /** @description Why the last one failed, as a sentence. */
        problem: string | null;
      };
      /** @description Reading every open ticket, once a day and on demand. */
      full: {
        /**
         * @description `none`: there was none yet.
         * @enum {string}
         */
        state: 'none' | 'running' | 'ended';
        startedAt: string | null;
        endedAt: string | null;
        /** @description Open tickets that the platform has listed so far. */
        seen: number;
        /** @description Of those, and of tickets that it no longer lists: how many were read because we had not been told. */
        found: number;
        /** @description When it begins or goes on; null: not planned. */
        nextAt: string | null;
      };
      /** @description Calls of the account's limit, in the platform's units, that sweeping beside webhooks has used in all. */
      calls: number;
    };
    /** @description A kill switch that is on. Off: it is not listed. */
    Switch: {
      /** @description `writes`, `platform:<name>` or `capability:<capability>`. */
      name: string;
      reason: string;
      /** @description Id of the person or key. */
      setBy: string;
      /** @description The person's e-mail or the key's name, where switches are listed. */
      setByName?: string | null;
      setAt: string;
    };
    SwitchList: {
      data: components['schemas']['Switch'][];
    };
    SyntheticCheck: {
      accountId: string;
      /** @description Null: the account is not checked. */
      plan: {
        ticketId: string;
        everyMinutes: number;
        sloSeconds: number;
      } | null;
      /** @description When the next round trip begins, if the account works then. */
      nextAt: string | null;
      /** @description The operation of the round trip that is under way. */
      operationId: string | null;
      /** @description Of the last 24 hours; `share` is that of the round trips within `sloSeconds`, null before the first. */
      day: {
        runs: number;
        share: number | null;
      };
      /** @description The last 50, newest first. */
      runs: components['schemas']['SyntheticRun'][];
    };
    /** @description A round trip on a ticket that is there for nothing else, every so many minutes. */
    SyntheticCheckPlan: {
      ticketId: string;
      /** @default 15 */
      everyMinutes?: number;
      /**
       * @description From the command until the change is seen back; longer counts as failed.
       * @default 60
       */
      sloSeconds?: number;
    };
    SyntheticRun: {
      at: string;
      /** @description Whether the change was seen back within `sloSeconds`. */
      ok: boolean;
      /** @description In milliseconds; null when it was not seen back. */
      durationMs: number | null;
      /** @description Why it failed, as a sentence; null when it did not. */
      problem: string | null;
    };
    /** @enum {string} */
    SystemCause:
      | 'database_slow'
      | 'migrations_pending'
      | 'queue_away'
      | 'no_worker'
      | 'worker_lost'
      | 'work_waiting'
      | 'alerts_failing'
      | 'clock_skew'
      | 'not_durable'
      | 'redis_evicts'
      | 'connections_short';
    /** @description How Nightdesk itself is. */
    SystemHealth: {
      at: string;
      /** @enum {string} */
      engine: 'postgres' | 'redis';
      /** @description The worst first; empty: all is well. */
      troubles: components['schemas']['SystemTrouble'][];
      database: {
        answerMs: number;
        pendingMigrations: string[];
      };
      queue: {
        reachable: boolean;
      };
      /** @description When the oldest work became due that nobody has taken up; null: none waits. */
      oldestWork: {
        webhookAt: string | null;
        deliveryAt: string | null;
      };
      processes: components['schemas']['SystemProcess'][];
    };
    /** @description A running api or worker, as it last said of itself. */
    SystemProcess: {
      id: string;
      /** @enum {string} */
      role: 'api' | 'worker';
      host: string;
      pid: number;
      version: string;
      startedAt: string;
      seenAt: string;
      /** @description False: it has not said for a while that it lives, and did not say goodbye. */
      alive: boolean;
      /** @description How far its clock is ahead of that of Postgres, in milliseconds. */
      skewMs: number;
    };
    /** @description Something that concerns all of Nightdesk. */
    SystemTrouble: {
      cause: components['schemas']['SystemCause'];
      /**
       * @description `critical`: nothing goes on, or nobody would hear of it.
       * @enum {string}
       */
      severity: 'critical' | 'warning';
      /** @description What is so, and what to do: a sentence each. */
      reason: string;
      remedy: string;
    };
    /** @description What a subscriber answered to a signed `test` event. */
    TestedSubscriber: {
      delivered: boolean;
      /** @description Null when there was no answer. */
      status: number | null;
      /** @description Empty when it was delivered. */
      error: string;
      durationMs: number;
    };
    Ticket: {
      id: string;
      accountId: string;
      subject: string | null;
      status: components['schemas']['TicketStatus'];
      platformStatus: string;
      priority: ('low' | 'normal' | 'high' | 'urgent') | null;
      tags: string[];
      assigneeId: string | null;
      requester: components['schemas']['Person'] | null;
      channel: string | null;
      createdAt: string;
      updatedAt: string;
      freshness: components['schemas']['Freshness'];
      /** @description The platform's own object, unchanged; only where `raw=true` asked for it. */
      raw?: unknown;
    };
    TicketPage: {
      data: components['schemas']['Ticket'][];
      next: string | null;
    };
    /** @enum {string} */
    TicketStatus: 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed';
    Timeline: {
      accountId: string;
      ticketId: string;
      stops: components['schemas']['TimelineStop'][];
    };
    /** @description What is stored of one stop of a timeline: what came in, was recorded, or goes out. Secrets are masked. */
    TimelineRaw: {
      /** @enum {string} */
      station: 'webhook' | 'event' | 'delivery' | 'operation';
      id: string;
      accountId: string;
      ticketId: string | null;
      traceId: string;
      at: string;
      /** @description One word: `pending`, `delivered`, `confirmed` … */
      state: string;
      /** @description Headers and figures as far as they are stored, by name. */
      facts: {
        name: string;
        value: string;
      }[];
      /** @description As stored; JSON is indented. Null: it is not kept, or not any more. */
      body: string | null;
    };
    /** @description One stop of a ticket's story, from the first byte in to the last acknowledgement out. */
    TimelineStop: {
      at: string;
      /** @enum {string} */
      station: 'webhook' | 'event' | 'delivery' | 'operation';
      /** @description A short sentence. */
      what: string;
      state: string;
      /** @description Milliseconds from when this stop began until it ended; null while it has not. */
      durationMs: number | null;
      traceId: string | null;
      /** @description The platform's request id, where the stop was a call. */
      requestId: string | null;
      id: string;
    };
    /** @description Somebody who may open the page. */
    User: {
      id: string;
      email: string;
      role: components['schemas']['Role'];
      /**
       * @description `invited`: has not chosen a password yet, and cannot log in.
       * @enum {string}
       */
      state: 'invited' | 'active';
      createdAt: string;
      lastLoginAt: string | null;
      /** @description How many browsers are signed in. */
      sessions: number;
      /** @description Until when the link works by which a password is chosen; null when there is none. */
      linkUntil: string | null;
    };
    UserChange: {
      role: components['schemas']['Role'];
    };
    UserList: {
      data: components['schemas']['User'][];
    };
    /**
     * @description `unknown`: nothing that leaves no trace can tell; the first real write will.
     * @enum {string}
     */
    Verdict: 'granted' | 'missing' | 'unknown';
    /**
     * @description What keeps work from going out: `sending` nothing, it is under way; `next` nothing, it goes out in its turn; `review` a person must say what became of it; `behind` an earlier operation on its ticket; `retry` it failed and is tried again.
     * @enum {string}
     */
    WaitReason:
      | 'sending'
      | 'review'
      | 'account'
      | 'switch'
      | 'scope'
      | 'frozen'
      | 'behind'
      | 'breaker'
      | 'budget'
      | 'retry'
      | 'next';
    /** @description How long the webhook secret that is replaced is believed beside the new one. */
    WebhookSecretRotation: {
      /**
       * @description 0 to 168, a week; 0 ends it at once, for a secret that others know.
       * @default 24
       */
      overlapHours?: number;
    };
    /** @description How webhooks of an account come to us. Shown to operators only: `values` can hold the secret to enter at the platform. */
    WebhookSetUp: {
      /**
       * @description `api`: made by Nightdesk. `by_hand`, `app`: a person follows `steps`. `none`: the platform is polled.
       * @enum {string}
       */
      setUp: 'api' | 'by_hand' | 'app' | 'none';
      url: string | null;
      /** @description What to do at the platform; names values by their labels. */
      steps: string[];
      values: {
        label: string;
        value: string;
        isSecret: boolean;
      }[];
      /** @description Null: none has arrived yet. */
      firstDeliveryAt: string | null;
      lastDeliveryAt: string | null;
      /** @description Deliveries that were refused because their signature or secret was wrong. */
      signatureFailures: number;
      lastSignatureFailureAt: string | null;
      /** @description Until when the secret before this one is believed as well; null: only this one is. */
      previousSecretUntil: string | null;
      /** @description With `none`: how reading for changes goes. */
      polling: {
        lastAt: string | null;
        nextAt: string;
        /** @description Why the last one failed, as a sentence. */
        problem: string | null;
      } | null;
    };
    /** @description A recorded demand replayed twice: as things are, and as they would be. */
    WhatIf: {
      demand: {
        /** @description What was replayed; a busy time is cut to its busiest part, see `notes`. */
        since: string;
        until: string;
        /** @description Write commands, and the calls that they take. */
        writes: number;
        writeCalls: number;
        readCalls: number;
        isMadeUp: boolean;
        /** @description From how much all this was made, as a sentence. */
        says: string;
      };
      windowMs: number;
      /** @description How many times both were replayed, with calls elsewhere within their minutes. */
      replays: number;
      before: {
        rules: components['schemas']['WhatIfRules'];
        outcome: components['schemas']['WhatIfOutcome'];
      };
      after: {
        rules: components['schemas']['WhatIfRules'];
        outcome: components['schemas']['WhatIfOutcome'];
      };
      /** @description The most calls in the write lane's window, by parts of the time. */
      use: {
        at: string;
        before: number;
        after: number;
      }[];
      /** @description What was taken for granted, as sentences. */
      notes: string[];
    };
    WhatIfOutcome: {
      /** @description Calls that may go out in a window. */
      ceilingCalls: number;
      /** @description How long a call of the write lane waits for its turn, in milliseconds. */
      wait: {
        p50: components['schemas']['Band'];
        p95: components['schemas']['Band'];
        p99: components['schemas']['Band'];
        max: components['schemas']['Band'];
      };
      /** @description Share of the writes that wait at all, 0 to 1. */
      waiting: components['schemas']['Band'];
      /** @description Writes that did not go out within an hour after the end. */
      unfinished: components['schemas']['Band'];
      /** @description Share of the reads that wait for more than a second, 0 to 1. */
      deferred: components['schemas']['Band'];
      /** @description Calls that the platform would refuse with 429. */
      refused: components['schemas']['Band'];
      /** @description The most calls of ours in any window. */
      most: components['schemas']['Band'];
    };
    /** @description The rules of one side. */
    WhatIfRules: {
      /** @description In percent. */
      ceiling: number;
      limit: number;
      /** @description In seconds; null: the account is not swept. */
      sweepEvery: number | null;
      /** @description Calls of others in a minute. */
      foreign: number;
      writeFactor: number;
    };
  };
  responses: {
    /** @description The request cannot be read, or a field cannot be used; `errors` names each. */
    BadRequest: {
      headers: {
        'Trace-Id': components['headers']['Trace-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
        'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
        'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description No API key and no session, or one that is unknown or has ended. */
    NotSignedIn: {
      headers: {
        'Trace-Id': components['headers']['Trace-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
        'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
        'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The scope, the account or the CSRF token does not allow it; `detail` says which. */
    NotAllowed: {
      headers: {
        'Trace-Id': components['headers']['Trace-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
        'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
        'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description What the path names is not there. */
    NotFound: {
      headers: {
        'Trace-Id': components['headers']['Trace-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
        'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
        'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description It cannot be done in the present state, or a request with the same `Idempotency-Key` is under way (then `Retry-After` says when to repeat it). */
    Conflict: {
      headers: {
        'Trace-Id': components['headers']['Trace-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
        'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
        'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
        'Retry-After': components['headers']['Retry-After'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The body is larger than 1 MiB. */
    TooLarge: {
      headers: {
        'Trace-Id': components['headers']['Trace-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
        'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
        'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The body is not `application/json` in UTF-8. */
    UnsupportedMediaType: {
      headers: {
        'Trace-Id': components['headers']['Trace-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
        'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
        'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Understood and refused: the `Idempotency-Key` was used for another request, or a value does not work. */
    Refused: {
      headers: {
        'Trace-Id': components['headers']['Trace-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
        'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
        'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Too many requests; `Retry-After` says when to go on. */
    TooManyRequests: {
      headers: {
        'Trace-Id': components['headers']['Trace-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
        'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
        'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
        'Retry-After': components['headers']['Retry-After'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Nobody foresaw this. Repeating it with the same `Idempotency-Key` is safe. */
    Failed: {
      headers: {
        'Trace-Id': components['headers']['Trace-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
        'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
        'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Storage or the platform cannot be reached now; nothing was done. Send it again later. */
    Away: {
      headers: {
        'Trace-Id': components['headers']['Trace-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
        'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
        'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
        'Retry-After': components['headers']['Retry-After'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Any other refusal: 405, 408, 414, 431, and 502 where the platform refused. */
    Problem: {
      headers: {
        'Trace-Id': components['headers']['Trace-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
        'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
        'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
        'Retry-After': components['headers']['Retry-After'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: {
    /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
    'Idempotency-Key': string;
    /** @description Sent by clients of Server-Sent Events that come back; stands before `after`. */
    'Last-Event-ID': string;
  };
  requestBodies: never;
  headers: {
    /** @description Names this request in the logs; taken from `traceparent` where that is sent. */
    'Trace-Id': string;
    /** @description Seconds after which the request may succeed. */
    'Retry-After': number;
    /** @description What is left of each limit that this request counted in: `"standard";r=587;t=41`, `t` in seconds. Not on routes that are not limited. */
    RateLimit: string;
    /** @description Those limits: `"standard";q=600;w=60`. */
    'RateLimit-Policy': string;
    /** @description The limit that is nearest, for older clients. */
    'X-RateLimit-Limit': number;
    /** @description What is left of it. */
    'X-RateLimit-Remaining': number;
    /** @description When it is full again, in Unix seconds. */
    'X-RateLimit-Reset': number;
    /** @description `true`: this answer is the one that was given before to the same `Idempotency-Key`. */
    'Idempotent-Replayed': string;
    /** @description Where what was made is found. */
    Location: string;
    /** @description Since when the route is deprecated, as `@` and Unix seconds (RFC 9745). */
    Deprecation: string;
    /** @description From when on the route may be gone, as an HTTP date (RFC 8594). */
    Sunset: string;
    /** @description With `rel="successor-version"` and `rel="deprecation"`. */
    Link: string;
  };
  pathItems: never;
}
export type Account = components['schemas']['Account'];
export type AccountCalls = components['schemas']['AccountCalls'];
export type AccountChange = components['schemas']['AccountChange'];
export type AccountHealth = components['schemas']['AccountHealth'];
export type AccountLane = components['schemas']['AccountLane'];
export type AccountLanes = components['schemas']['AccountLanes'];
export type AccountList = components['schemas']['AccountList'];
export type AccountRow = components['schemas']['AccountRow'];
export type AccountState = components['schemas']['AccountState'];
export type Actor = components['schemas']['Actor'];
export type AlertChannel = components['schemas']['AlertChannel'];
export type AlertChannelList = components['schemas']['AlertChannelList'];
export type ApiKey = components['schemas']['ApiKey'];
export type ApiKeyList = components['schemas']['ApiKeyList'];
export type AuditLine = components['schemas']['AuditLine'];
export type AuditPage = components['schemas']['AuditPage'];
export type Band = components['schemas']['Band'];
export type Board = components['schemas']['Board'];
export type BoardChanges = components['schemas']['BoardChanges'];
export type BreakerView = components['schemas']['BreakerView'];
export type BudgetWindow = components['schemas']['BudgetWindow'];
export type Capabilities = components['schemas']['Capabilities'];
export type Capability = components['schemas']['Capability'];
export type CapabilityFinding = components['schemas']['CapabilityFinding'];
export type CeilingRatio = components['schemas']['CeilingRatio'];
export type Completeness = components['schemas']['Completeness'];
export type ConnectKey = components['schemas']['ConnectKey'];
export type ConnectSession = components['schemas']['ConnectSession'];
export type ConnectStart = components['schemas']['ConnectStart'];
export type ConnectedAccount = components['schemas']['ConnectedAccount'];
export type Conversation = components['schemas']['Conversation'];
export type CreatedApiKey = components['schemas']['CreatedApiKey'];
export type CreatedSubscriber = components['schemas']['CreatedSubscriber'];
export type DeadLetterGroup = components['schemas']['DeadLetterGroup'];
export type DeadLetterGroupList = components['schemas']['DeadLetterGroupList'];
export type DeadWebhook = components['schemas']['DeadWebhook'];
export type DeadWebhookChoice = components['schemas']['DeadWebhookChoice'];
export type DeadWebhookPage = components['schemas']['DeadWebhookPage'];
export type DeliveryReplay = components['schemas']['DeliveryReplay'];
export type Discard = components['schemas']['Discard'];
export type DiscardedCount = components['schemas']['DiscardedCount'];
export type Disconnected = components['schemas']['Disconnected'];
export type DoctorCheck = components['schemas']['DoctorCheck'];
export type DryRun = components['schemas']['DryRun'];
export type EffectiveCeiling = components['schemas']['EffectiveCeiling'];
export type EndedSessions = components['schemas']['EndedSessions'];
export type ErasedRows = components['schemas']['ErasedRows'];
export type Erasure = components['schemas']['Erasure'];
export type Event = components['schemas']['Event'];
export type EventDelivery = components['schemas']['EventDelivery'];
export type EventDeliveryPage = components['schemas']['EventDeliveryPage'];
export type EventFeed = components['schemas']['EventFeed'];
export type EventReplay = components['schemas']['EventReplay'];
export type EventType = components['schemas']['EventType'];
export type Examination = components['schemas']['Examination'];
export type Figures = components['schemas']['Figures'];
export type Freshness = components['schemas']['Freshness'];
export type FrozenTicket = components['schemas']['FrozenTicket'];
export type FrozenTicketList = components['schemas']['FrozenTicketList'];
export type Incident = components['schemas']['Incident'];
export type IncidentAlert = components['schemas']['IncidentAlert'];
export type IncidentPage = components['schemas']['IncidentPage'];
export type InvitedUser = components['schemas']['InvitedUser'];
export type KeyScope = components['schemas']['KeyScope'];
export type LaneItem = components['schemas']['LaneItem'];
export type LaneView = components['schemas']['LaneView'];
export type Latency = components['schemas']['Latency'];
export type LinkKey = components['schemas']['LinkKey'];
export type LinkStart = components['schemas']['LinkStart'];
export type LinkToken = components['schemas']['LinkToken'];
export type LinkView = components['schemas']['LinkView'];
export type LiveShare = components['schemas']['LiveShare'];
export type Login = components['schemas']['Login'];
export type MadeLink = components['schemas']['MadeLink'];
export type Message = components['schemas']['Message'];
export type NewApiKey = components['schemas']['NewApiKey'];
export type NewConnectSession = components['schemas']['NewConnectSession'];
export type NewErasure = components['schemas']['NewErasure'];
export type NewOperation = components['schemas']['NewOperation'];
export type NewPassword = components['schemas']['NewPassword'];
export type NewReplay = components['schemas']['NewReplay'];
export type NewSubscriber = components['schemas']['NewSubscriber'];
export type NewSweep = components['schemas']['NewSweep'];
export type NewUser = components['schemas']['NewUser'];
export type Operation = components['schemas']['Operation'];
export type OperationDecision = components['schemas']['OperationDecision'];
export type OperationList = components['schemas']['OperationList'];
export type OperationPage = components['schemas']['OperationPage'];
export type OperationState = components['schemas']['OperationState'];
export type Overview = components['schemas']['Overview'];
export type PasswordChange = components['schemas']['PasswordChange'];
export type PasswordChoice = components['schemas']['PasswordChoice'];
export type PasswordLink = components['schemas']['PasswordLink'];
export type PasswordLinkView = components['schemas']['PasswordLinkView'];
export type Person = components['schemas']['Person'];
export type Platform = components['schemas']['Platform'];
export type PlatformChange = components['schemas']['PlatformChange'];
export type PlatformChoice = components['schemas']['PlatformChoice'];
export type PlatformChoiceList = components['schemas']['PlatformChoiceList'];
export type PlatformList = components['schemas']['PlatformList'];
export type Problem = components['schemas']['Problem'];
export type QueuedDeliveries = components['schemas']['QueuedDeliveries'];
export type RateTier = components['schemas']['RateTier'];
export type Reason = components['schemas']['Reason'];
export type RecentEvent = components['schemas']['RecentEvent'];
export type Redirection = components['schemas']['Redirection'];
export type Refreshed = components['schemas']['Refreshed'];
export type Replay = components['schemas']['Replay'];
export type ReplayList = components['schemas']['ReplayList'];
export type ReplayedEvents = components['schemas']['ReplayedEvents'];
export type ReplayedWebhooks = components['schemas']['ReplayedWebhooks'];
export type Role = components['schemas']['Role'];
export type RotatedSecret = components['schemas']['RotatedSecret'];
export type Scorecard = components['schemas']['Scorecard'];
export type ScoredStep = components['schemas']['ScoredStep'];
export type SessionView = components['schemas']['SessionView'];
export type SetUp = components['schemas']['SetUp'];
export type SetUpView = components['schemas']['SetUpView'];
export type Step = components['schemas']['Step'];
export type Subscriber = components['schemas']['Subscriber'];
export type SubscriberChange = components['schemas']['SubscriberChange'];
export type SubscriberHealth = components['schemas']['SubscriberHealth'];
export type SubscriberList = components['schemas']['SubscriberList'];
export type SweepProgress = components['schemas']['SweepProgress'];
export type Switch = components['schemas']['Switch'];
export type SwitchList = components['schemas']['SwitchList'];
export type SyntheticCheck = components['schemas']['SyntheticCheck'];
export type SyntheticCheckPlan = components['schemas']['SyntheticCheckPlan'];
export type SyntheticRun = components['schemas']['SyntheticRun'];
export type SystemCause = components['schemas']['SystemCause'];
export type SystemHealth = components['schemas']['SystemHealth'];
export type SystemProcess = components['schemas']['SystemProcess'];
export type SystemTrouble = components['schemas']['SystemTrouble'];
export type TestedSubscriber = components['schemas']['TestedSubscriber'];
export type Ticket = components['schemas']['Ticket'];
export type TicketPage = components['schemas']['TicketPage'];
export type TicketStatus = components['schemas']['TicketStatus'];
export type Timeline = components['schemas']['Timeline'];
export type TimelineRaw = components['schemas']['TimelineRaw'];
export type TimelineStop = components['schemas']['TimelineStop'];
export type User = components['schemas']['User'];
export type UserChange = components['schemas']['UserChange'];
export type UserList = components['schemas']['UserList'];
export type Verdict = components['schemas']['Verdict'];
export type WaitReason = components['schemas']['WaitReason'];
export type WebhookSecretRotation = components['schemas']['WebhookSecretRotation'];
export type WebhookSetUp = components['schemas']['WebhookSetUp'];
export type WhatIf = components['schemas']['WhatIf'];
export type WhatIfOutcome = components['schemas']['WhatIfOutcome'];
export type WhatIfRules = components['schemas']['WhatIfRules'];
export type ResponseBadRequest = components['responses']['BadRequest'];
export type ResponseNotSignedIn = components['responses']['NotSignedIn'];
export type ResponseNotAllowed = components['responses']['NotAllowed'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponseConflict = components['responses']['Conflict'];
export type ResponseTooLarge = components['responses']['TooLarge'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseRefused = components['responses']['Refused'];
export type ResponseTooManyRequests = components['responses']['TooManyRequests'];
export type ResponseFailed = components['responses']['Failed'];
export type ResponseAway = components['responses']['Away'];
export type ResponseProblem = components['responses']['Problem'];
export type ParameterIdempotencyKey = components['parameters']['Idempotency-Key'];
export type ParameterLastEventId = components['parameters']['Last-Event-ID'];
export type HeaderTraceId = components['headers']['Trace-Id'];
export type HeaderRetryAfter = components['headers']['Retry-After'];
export type HeaderRateLimit = components['headers']['RateLimit'];
export type HeaderRateLimitPolicy = components['headers']['RateLimit-Policy'];
export type HeaderXRateLimitLimit = components['headers']['X-RateLimit-Limit'];
export type HeaderXRateLimitRemaining = components['headers']['X-RateLimit-Remaining'];
export type HeaderXRateLimitReset = components['headers']['X-RateLimit-Reset'];
export type HeaderIdempotentReplayed = components['headers']['Idempotent-Replayed'];
export type HeaderLocation = components['headers']['Location'];
export type HeaderDeprecation = components['headers']['Deprecation'];
export type HeaderSunset = components['headers']['Sunset'];
export type HeaderLink = components['headers']['Link'];
export type $defs = Record<string, never>;
export interface operations {
  listAccounts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  disconnectAccount: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Disconnected'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  changeAccount: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AccountChange'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getCapabilities: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Capabilities'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getCompleteness: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Completeness'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  examineAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Examination'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getFigures: {
    parameters: {
      query?: {
        /** @description An instant, such as 2026-11-22T12:00:00Z: then or later. */
        since?: string;
      };
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Figures'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getAccountHealth: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountHealth'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getLanes: {
    parameters: {
      query?: {
        /** @description How many at most. */
        limit?: number;
        /** @description The `next` of the read lane of the page before. */
        readAfter?: string;
        /** @description The `next` of the write lane of the page before. */
        writeAfter?: string;
      };
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountLanes'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  pauseAccount: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Reason'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  probeAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Capabilities'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  refreshAccount: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Refreshed'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  createRepairLink: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Made. */
      201: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MadeLink'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  resumeAccount: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getScorecard: {
    parameters: {
      query?: {
        /** @description An instant, such as 2026-11-22T12:00:00Z: then or later. */
        since?: string;
      };
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Scorecard'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getSweeps: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SweepProgress'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  requestSweep: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewSweep'];
      };
    };
    responses: {
      /** @description Accepted, and not yet done. */
      202: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SweepProgress'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getSyntheticCheck: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SyntheticCheck'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  planSyntheticCheck: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SyntheticCheckPlan'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SyntheticCheck'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  endSyntheticCheck: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listTickets: {
    parameters: {
      query?: {
        /** @description True: read from the platform now, within its limits. False: the stored copy, at once. */
        fresh?: boolean;
        /** @description How long to wait for a live reading, in milliseconds; after it the stored copy comes, marked stale. */
        within?: number;
        /** @description How many at most. */
        limit?: number;
        /** @description The `next` of the page before; left out, from the beginning. */
        after?: string;
      };
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TicketPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getTicket: {
    parameters: {
      query?: {
        /** @description True: read from the platform now, within its limits. False: the stored copy, at once. */
        fresh?: boolean;
        /** @description How long to wait for a live reading, in milliseconds; after it the stored copy comes, marked stale. */
        within?: number;
        /** @description True: with the platform's own object. */
        raw?: boolean;
      };
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
        /** @description The platform's id of a ticket. */
        ticketId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Ticket'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getConversation: {
    parameters: {
      query?: {
        /** @description True: read from the platform now, within its limits. False: the stored copy, at once. */
        fresh?: boolean;
        /** @description How long to wait for a live reading, in milliseconds; after it the stored copy comes, marked stale. */
        within?: number;
        /** @description True: with the platform's own object. */
        raw?: boolean;
      };
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
        /** @description The platform's id of a ticket. */
        ticketId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Conversation'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  releaseTicket: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an account. */
        accountId: string;
        /** @description The platform's id of a ticket. */
        ticketId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  submitOperation: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an account. */
        accountId: string;
        /** @description The platform's id of a ticket. */
        ticketId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewOperation'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DryRun'];
        };
      };
      /** @description Accepted, and not yet done. */
      202: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Operation'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getTimeline: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
        /** @description The platform's id of a ticket. */
        ticketId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Timeline'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getWebhookSetUp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookSetUp'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  recreateWebhook: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookSetUp'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  rotateWebhookSecret: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WebhookSecretRotation'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookSetUp'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getWhatIf: {
    parameters: {
      query?: {
        /** @description Which time's demand is replayed. */
        period?: 'hour' | 'day';
        /** @description Share of the limit that may be used. */
        ceiling?: number;
        /** @description What the platform allows in a window. */
        limit?: number;
        /** @description From the beginning of one sweep to that of the next. */
        sweepEvery?: number;
        /** @description What others use of the same limit. */
        foreign?: number;
        /** @description As many times the recorded writes. */
        writeFactor?: number;
        /** @description Made-up writes in place of the recorded ones. */
        writesPerHour?: number;
        /** @description Decides where within its minute a call lies. */
        seed?: number;
      };
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WhatIf'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listAlertChannels: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AlertChannelList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listApiKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeyList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  createApiKey: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewApiKey'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedApiKey'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  revokeApiKey: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an API key. */
        keyId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listAuditLines: {
    parameters: {
      query?: {
        /** @description An id, or a kind: `person`, `key`, `system`. */
        actor?: string;
        /** @description The beginning of actions: `subscriber.` */
        action?: string;
        /** @description An id or name; an account's also finds what is named after it, such as its ceiling. */
        subject?: string;
        /** @description Then or later. */
        since?: string;
        /** @description Before. */
        until?: string;
        /** @description How many at most. */
        limit?: number;
        /** @description The `next` of the page before. */
        after?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  connectByLinkKey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LinkKey'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Redirection'];
        };
      };
      400: components['responses']['BadRequest'];
      403: components['responses']['NotAllowed'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  openLink: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LinkToken'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LinkView'];
        };
      };
      400: components['responses']['BadRequest'];
      403: components['responses']['NotAllowed'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  startConnectByLink: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LinkStart'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Redirection'];
        };
      };
      400: components['responses']['BadRequest'];
      403: components['responses']['NotAllowed'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  createConnectSession: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewConnectSession'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MadeLink'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getConnectSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of a connect session. */
        sessionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConnectSession'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  connectByKey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ConnectKey'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConnectedAccount'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listConnectPlatforms: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlatformChoiceList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  startConnect: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ConnectStart'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Redirection'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listDeadLetterGroups: {
    parameters: {
      query?: {
        /** @description Only of this account. */
        accountId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeadLetterGroupList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  discardDeadLetters: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Discard'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DiscardedCount'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listDeadLetters: {
    parameters: {
      query?: {
        /** @description Only of this account. */
        accountId?: string;
        /** @description How many at most. */
        limit?: number;
        /** @description The `next` of the page before; left out, from the beginning. */
        after?: string;
      };
      header?: never;
      path: {
        /** @description The kind of failure, as `listDeadLetterGroups` has it. */
        cause: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OperationPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listDeadWebhooks: {
    parameters: {
      query?: {
        /** @description Only of this account. */
        accountId?: string;
        /** @description Only of this ticket. */
        ticketId?: string;
        /** @description How many at most. */
        limit?: number;
        /** @description The `next` of the page before; left out, from the beginning. */
        after?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeadWebhookPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  discardDeadWebhooks: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeadWebhookChoice'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DiscardedCount'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  replayDeadWebhooks: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeadWebhookChoice'];
      };
    };
    responses: {
      /** @description Accepted, and not yet done. */
      202: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReplayedWebhooks'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getDescriptionPage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'text/html': unknown;
        };
      };
      400: components['responses']['BadRequest'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  erasePerson: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewErasure'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Erasure'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listEvents: {
    parameters: {
      query?: {
        /** @description The `next` of the page before; left out, from the beginning. */
        after?: string;
        /** @description How many at most. */
        limit?: number;
        /** @description Only these types of event, separated by commas. */
        types?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventFeed'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  streamEvents: {
    parameters: {
      query?: {
        /** @description The `next` of the page before; left out, from the beginning. */
        after?: string;
        /** @description How many at most. */
        limit?: number;
        /** @description Only these types of event, separated by commas. */
        types?: string;
      };
      header?: {
        /** @description Sent by clients of Server-Sent Events that come back; stands before `after`. */
        'Last-Event-ID'?: components['parameters']['Last-Event-ID'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listFrozenTickets: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FrozenTicketList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getBoard: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Board'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getOverview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          Deprecation: components['headers']['Deprecation'];
          Sunset: components['headers']['Sunset'];
          Link: components['headers']['Link'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Overview'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  streamBoard: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getSystemHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SystemHealth'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listIncidents: {
    parameters: {
      query?: {
        /** @description Only those in this state. */
        state?: 'open' | 'resolved';
        /** @description Only of this account. */
        accountId?: string;
        /** @description How many at most. */
        limit?: number;
        /** @description The `next` of the page before; left out, from the beginning. */
        after?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IncidentPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getIncident: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an incident. */
        incidentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Incident'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  acknowledgeIncident: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an incident. */
        incidentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Incident'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getDescription: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      400: components['responses']['BadRequest'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listOperations: {
    parameters: {
      query?: {
        /** @description Only of this account. */
        accountId?: string;
        /** @description Only of this ticket. */
        ticketId?: string;
        /** @description How many at most. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OperationList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getOperation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an operation. */
        operationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Operation'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  cancelOperation: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an operation. */
        operationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Operation'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  decideOperation: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an operation. */
        operationId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OperationDecision'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Operation'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  replayOperation: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of an operation. */
        operationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Operation'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getPasswordLink: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The last part of the link's address. */
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PasswordLinkView'];
        };
      };
      400: components['responses']['BadRequest'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  choosePassword: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The last part of the link's address. */
        token: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordChoice'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionView'];
        };
      };
      400: components['responses']['BadRequest'];
      404: components['responses']['NotFound'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listPlatforms: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlatformList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  changePlatform: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Name of a platform, such as `zendesk`. */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PlatformChange'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Platform'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listReplays: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReplayList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  startReplay: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewReplay'];
      };
    };
    responses: {
      /** @description Accepted, and not yet done. */
      202: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Replay'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getReplay: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of a replay. */
        replayId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Replay'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  cancelReplay: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of a replay. */
        replayId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Replay'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionView'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  login: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Login'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionView'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  logout: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  changePassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordChange'];
      };
    };
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getSetUp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SetUpView'];
        };
      };
      400: components['responses']['BadRequest'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  setUp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SetUp'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionView'];
        };
      };
      400: components['responses']['BadRequest'];
      403: components['responses']['NotAllowed'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listSubscribers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SubscriberList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  createSubscriber: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewSubscriber'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedSubscriber'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getSubscriber: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of a subscriber. */
        subscriberId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Subscriber'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  deleteSubscriber: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of a subscriber. */
        subscriberId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  changeSubscriber: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of a subscriber. */
        subscriberId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SubscriberChange'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Subscriber'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listDeliveries: {
    parameters: {
      query?: {
        /** @description Only those in this state. */
        state?: 'pending' | 'delivered' | 'dead';
        /** @description How many at most. */
        limit?: number;
        /** @description The `next` of the page before; left out, from the beginning. */
        after?: string;
      };
      header?: never;
      path: {
        /** @description Id of a subscriber. */
        subscriberId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventDeliveryPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  replayDeliveries: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of a subscriber. */
        subscriberId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeliveryReplay'];
      };
    };
    responses: {
      /** @description Accepted, and not yet done. */
      202: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QueuedDeliveries'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  replayEvents: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of a subscriber. */
        subscriberId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EventReplay'];
      };
    };
    responses: {
      /** @description Accepted, and not yet done. */
      202: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReplayedEvents'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  rotateSubscriberSecret: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of a subscriber. */
        subscriberId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RotatedSecret'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  testSubscriber: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of a subscriber. */
        subscriberId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TestedSubscriber'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listSwitches: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SwitchList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  setSwitch: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description `writes`, `platform:<name>` or `capability:<capability>`. */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Reason'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Switch'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  releaseSwitch: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description `writes`, `platform:<name>` or `capability:<capability>`. */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  getTimelineStop: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The kind of stop. */
        station: 'webhook' | 'event' | 'delivery' | 'operation';
        /** @description Id of the stop, as the timeline has it. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TimelineRaw'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  listUsers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  inviteUser: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewUser'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvitedUser'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  removeUser: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of a person. */
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  changeUser: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of a person. */
        userId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UserChange'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  endSessions: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of a person. */
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EndedSessions'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  resetPassword: {
    parameters: {
      query?: never;
      header: {
        /** @description New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day. */
        'Idempotency-Key': components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Id of a person. */
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PasswordLink'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      403: components['responses']['NotAllowed'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      422: components['responses']['Refused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  receiveAppWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app at the platform. */
        appId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        '*/*': unknown;
      };
    };
    responses: {
      /** @description Accepted, and not yet done. */
      202: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      404: components['responses']['NotFound'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  checkAppWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app at the platform. */
        appId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  receiveWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        '*/*': unknown;
      };
    };
    responses: {
      /** @description Accepted, and not yet done. */
      202: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['NotSignedIn'];
      404: components['responses']['NotFound'];
      413: components['responses']['TooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  checkWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of an account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'Trace-Id': components['headers']['Trace-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['Failed'];
      503: components['responses']['Away'];
      default: components['responses']['Problem'];
    };
  };
  receiveEvent: {
    parameters: {
      query?: never;
      header: {
        /** @description The same for every attempt; by it a repeat is told. */
        'webhook-id': string;
        /** @description When this attempt was sent, in Unix seconds. Refuse what is older than five minutes. */
        'webhook-timestamp': string;
        /** @description `v1,` and the signature in base64; two, separated by a space, while a secret is being replaced. */
        'webhook-signature': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Event'];
      };
    };
    responses: {
      /** @description Taken. The body is not read. */
      '2XX': {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not taken: it is sent again later. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
}
