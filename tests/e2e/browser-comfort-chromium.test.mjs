// What the script adds to the form, in Chromium.

import { comfort } from './comfort.mjs'
import { chromium } from './tab.mjs'

await comfort(chromium)
