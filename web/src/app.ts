// Everything here makes a page that already works nicer: no feature may need it.
import { startRequests } from './requests';
import { startPending } from './pending';
import { startPops } from './pops';
import { startKeys } from './keys';
import { startPicks } from './pick';
import { startPlace } from './place';
import { startDrafts } from './drafts';
import { startToasts } from './toasts';
import { startTheme } from './theme';
import { startTimes } from './times';
import { startForms } from './forms';
import { startPhotos } from './photos';
import { startEditor } from './editor';

startTheme();
startRequests();
startPending();
startToasts();
startDrafts();
startPhotos();
startForms();
startEditor();
startPops();
startKeys();
startTimes();
startPicks();
startPlace();
