-- Stores new jobs. Arguments: those of admit, and nothing else.
return admit(1)
