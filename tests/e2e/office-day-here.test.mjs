// The day's work of a secretary whose applications are on the machine before her.

import { aDay } from './office-day.mjs'

aDay({ https: false })
