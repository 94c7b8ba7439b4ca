-- Lists the jobs that wait for one. Argument: its id.
return moves().waiting_for(A[1])
