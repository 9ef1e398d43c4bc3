import { Nightdesk } from '@nightdesk/sdk';

/** The one client of the page. The api serves the page, so both have one origin and the session cookie is enough. */
export const nightdesk = new Nightdesk();
