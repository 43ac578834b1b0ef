// The library of a folder needs a first source.
#include "models/Roles.h"
