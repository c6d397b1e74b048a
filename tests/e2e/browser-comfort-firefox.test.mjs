// What the script adds to the form, in Firefox, with --full.

import { full } from './harness.mjs'
import { comfort } from './comfort.mjs'
import { firefox } from './tab.mjs'

if (full) await comfort(firefox)
