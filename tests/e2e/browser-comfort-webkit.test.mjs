// What the script adds to the form, in WebKit, with --full; it needs a screen.

import { full } from './harness.mjs'
import { comfort } from './comfort.mjs'
import { webkit } from './tab.mjs'

if (full) await comfort(webkit)
