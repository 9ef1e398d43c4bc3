export { WhatIfRefused, WhatIf } from './what-if.js';
export { WhatIfModule } from './what-if.module.js';
