import type { User } from '@nightdesk/sdk';

export const roles: Record<User['role'], { name: string; may: string }> = {
  viewer: { name: 'Viewer', may: 'Sees everything but secrets, and changes nothing.' },
  operator: { name: 'Operator', may: 'Sees and does everything, also on this page.' },
};

export const roleChoices = Object.entries(roles).map(([value, { name }]) => ({ value, label: name }));
