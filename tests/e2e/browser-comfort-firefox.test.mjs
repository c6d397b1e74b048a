// What the script adds to the form, in Firefox.

import { comfort } from './comfort.mjs'
import { firefox } from './tab.mjs'

await comfort(firefox)
