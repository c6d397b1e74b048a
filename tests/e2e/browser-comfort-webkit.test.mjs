// What the script adds to the form, in WebKit; it needs a screen, so it runs with --full.

import { full } from './harness.mjs'
import { comfort } from './comfort.mjs'
import { webkit } from './tab.mjs'

if (full) await comfort(webkit)
