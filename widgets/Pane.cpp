// Its meta object is built with this source.
#include "widgets/Pane.h"
