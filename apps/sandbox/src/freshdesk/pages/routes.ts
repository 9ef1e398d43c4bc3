import { automationPages } from './automations.js';
import type { WebPage } from './layout.js';
import { profilePages } from './profile.js';
import { rolePages } from './roles.js';

/** The web pages of a site, where people do what the API cannot. */
export const webPages: WebPage[] = [...automationPages, ...rolePages, ...profilePages];
