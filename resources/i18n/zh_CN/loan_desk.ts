<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>Name or pinyin initials</source>
        <translation>名称或拼音首字母</translation>
    </message>
    <message>
        <source>What it is needed for</source>
        <translation>作什么用</translation>
    </message>
    <message>
        <source>Of a paper approval, if there is one</source>
        <translation>没有可不填</translation>
    </message>
    <message>
        <source>Photo of the approval</source>
        <translation>审批单照片</translation>
    </message>
    <message>
        <source>&amp;Organization</source>
        <translation>借用单位(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Borrower</source>
        <translation>借用人(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Due back</source>
        <translation>应还日期(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>事由(&amp;R)</translation>
    </message>
    <message>
        <source>Approval &amp;no.</source>
        <translation>批件文号(&amp;N)</translation>
    </message>
    <message>
        <source>Which organization borrows?</source>
        <translation>请填写借用单位</translation>
    </message>
    <message>
        <source>Who of it borrows?</source>
        <translation>请填写借用人</translation>
    </message>
    <message>
        <source>When is it due back?</source>
        <translation>请填写应还日期</translation>
    </message>
    <message>
        <source>This day has passed.</source>
        <translation>这一天已经过去</translation>
    </message>
    <message>
        <source>Take the mar&amp;ked</source>
        <translation>取选中的(&amp;K)</translation>
    </message>
    <message>
        <source>Take &amp;all</source>
        <translation>全部加入(&amp;A)</translation>
    </message>
    <message>
        <source>None of them  Esc</source>
        <translation>都不是  Esc</translation>
    </message>
    <message>
        <source>Sheet of command codes</source>
        <translation>柜台操作条码</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Scanned for hand-out</source>
        <translation>借出扫描记录</translation>
    </message>
    <message>
        <source>&amp;Hand out</source>
        <comment>what is scanned</comment>
        <translation>办理借出(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Submit request</source>
        <translation>提交申请(&amp;S)</translation>
    </message>
    <message>
        <source>Ne&amp;xt borrower</source>
        <translation>下一位(&amp;X)</translation>
    </message>
    <message>
        <source>Scan what goes out</source>
        <translation>请扫描要借出的东西</translation>
    </message>
    <message>
        <source>Say who borrows and until when, then scan piece after piece. Scanning a person sets the borrower.</source>
        <translation>先填借用人和应还日期，再一件接一件地扫。扫到或输入人名、单位名，就作为借用人、借用单位。</translation>
    </message>
    <message>
        <source>{n} requested pieces were not scanned and stay reserved.</source>
        <translation>申请中有 {n} 件没有扫到，继续为他预留。</translation>
    </message>
    <message>
        <source>{n} refused pieces stay here.</source>
        <translation>有 {n} 件不能借出，不在本单内。</translation>
    </message>
    <message>
        <source>No approved request stands behind it: it will be marked “to be confirmed”.</source>
        <translation>没有已批准的申请：将凭纸质批件借出，并标记为“待确认”。</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Due back</source>
        <translation>应还日期</translation>
    </message>
    <message>
        <source>Hand out?</source>
        <translation>确认借出？</translation>
    </message>
    <message>
        <source>Approval known</source>
        <translation>审批信息</translation>
    </message>
    <message>
        <source>{n} pieces handed out to {person}</source>
        <translation>已向{person}借出 {n} 件</translation>
    </message>
    <message>
        <source>Request {number} for {n} pieces waits for approval</source>
        <translation>申请 {number} 已提交，共 {n} 件，等待审批</translation>
    </message>
    <message>
        <source>Nothing is scanned yet</source>
        <translation>还没有扫描</translation>
    </message>
    <message>
        <source>Scan at least one piece that may go.</source>
        <translation>请至少扫描一件可以借出的东西。</translation>
    </message>
    <message>
        <source>Begin with the next borrower?</source>
        <translation>开始办理下一位？</translation>
    </message>
    <message>
        <source>What was scanned is taken off the list. Nothing was handed out.</source>
        <translation>已扫的会从列表中清除，没有借出任何东西。</translation>
    </message>
    <message>
        <source>&amp;Begin anew</source>
        <translation>重新开始(&amp;B)</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>不办这件</translation>
    </message>
    <message>
        <source>{n} more of this card</source>
        <translation>同卡还有 {n} 件，一并加入</translation>
    </message>
    <message>
        <source>“{text}”: {n} pieces can go. Which?</source>
        <translation>“{text}”有 {n} 件可借，请选：</translation>
    </message>
    <message>
        <source>Nothing and nobody of this name is known.</source>
        <translation>没有叫这个名字的人、单位或资产。</translation>
    </message>
    <message>
        <source>New borrower</source>
        <translation>作为新借用人</translation>
    </message>
    <message>
        <source>Not a tag, card or serial number, plate or borrower known here. Check and retype.</source>
        <translation>不是本仓认得的标签号、资产编号、序列号、车牌或借用人，请核对后重输。</translation>
    </message>
    <message>
        <source>Several people are called {name}. Who is it?</source>
        <translation>叫“{name}”的不止一位，请选：</translation>
    </message>
    <message>
        <source>Which organization is it?</source>
        <translation>请选择单位：</translation>
    </message>
    <message>
        <source>{amount} yuan</source>
        <translation>{amount} 元</translation>
    </message>
    <message>
        <source>{n} days overdue</source>
        <translation>逾期 {n} 天</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>在外</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>共</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Handed out</source>
        <translation>借出</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Open loans</source>
        <translation>在借清单</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Which loans</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Nothing of this kind is out</source>
        <translation>没有这样的借用</translation>
    </message>
    <message>
        <source>Loans show here from hand-out until the last piece is back.</source>
        <translation>借出之后到最后一件归还之前，借用都列在这里。</translation>
    </message>
    <message>
        <source>Hand out  Alt+1</source>
        <translation>借出  Alt+1</translation>
    </message>
    <message>
        <source>Take back  Alt+2</source>
        <translation>归还  Alt+2</translation>
    </message>
    <message>
        <source>Requests  Alt+3</source>
        <translation>申请  Alt+3</translation>
    </message>
    <message>
        <source>Loans  Alt+4</source>
        <translation>在借  Alt+4</translation>
    </message>
    <message>
        <source>Loan desk</source>
        <translation>借用台</translation>
    </message>
    <message>
        <source>Put {n} on the list</source>
        <translation>加入 {n} 件</translation>
    </message>
    <message>
        <source>{n} foreign: take them out, or press Enter on one to take it all the same</source>
        <translation>{n} 件不在其列：请拿开；确实要办的，选中后按 Enter</translation>
    </message>
    <message>
        <source>Details at the right</source>
        <translation>右侧详情</translation>
    </message>
    <message>
        <source>Hand out</source>
        <translation>办理借出</translation>
    </message>
    <message>
        <source>Submit request</source>
        <translation>提交申请</translation>
    </message>
    <message>
        <source>Next borrower</source>
        <translation>下一位借用人</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>办理归还</translation>
    </message>
    <message>
        <source>Gate pass</source>
        <translation>出门证</translation>
    </message>
    <message>
        <source>Reminder letter</source>
        <translation>催还函</translation>
    </message>
    <message>
        <source>Hand out, take back, requests, loans</source>
        <translation>借出、归还、申请、在借</translation>
    </message>
    <message>
        <source>Hand out or take back what is scanned</source>
        <translation>办理借出或归还</translation>
    </message>
    <message>
        <source>Submit it as a request</source>
        <translation>改为提交申请</translation>
    </message>
    <message>
        <source>More of this card, or the rest of this loan</source>
        <translation>同卡其余各件，或同一笔借用的其余各件</translation>
    </message>
    <message>
        <source>Mend the newest refused row</source>
        <translation>处理最新一条被拒的记录</translation>
    </message>
    <message>
        <source>Take its person as the borrower</source>
        <translation>改用该条记录中的人作借用人</translation>
    </message>
    <message>
        <source>See the case about a piece</source>
        <translation>看这一件的待处理事项</translation>
    </message>
    <message>
        <source>Take the marked row off the list</source>
        <translation>从列表中去掉选中的一条</translation>
    </message>
    <message>
        <source>Good, damaged, incomplete</source>
        <translation>完好、损坏、缺件</translation>
    </message>
    <message>
        <source>Choose where several fit</source>
        <translation>有多件相符时选第几件</translation>
    </message>
    <message>
        <source>Open the RFID tray; put what lies there on the list</source>
        <translation>打开 RFID 托盘；把盘里的加入列表</translation>
    </message>
    <message>
        <source>Gate pass of the loan in sight</source>
        <translation>打印当前借用单的出门证</translation>
    </message>
    <message>
        <source>Reminder letter for what is overdue</source>
        <translation>为逾期未还的公物打印催还函</translation>
    </message>
    <message>
        <source>Details at the right, on or off</source>
        <translation>显示或隐藏右侧详情</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>申请时间</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Reason</source>
        <comment>of a loan</comment>
        <translation>事由</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>No request is open</source>
        <translation>没有未办的申请</translation>
    </message>
    <message>
        <source>To make one, scan the pieces under “Hand out” and choose “Submit request”.</source>
        <translation>要提交申请，请在“借出”里扫描要借的东西，再选“提交申请”。</translation>
    </message>
    <message>
        <source>The request</source>
        <translation>申请详情</translation>
    </message>
    <message>
        <source>Required when refusing</source>
        <translation>不批准时必填</translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>批准(&amp;A)</translation>
    </message>
    <message>
        <source>Re&amp;fuse</source>
        <translation>不批准(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>撤回(&amp;W)</translation>
    </message>
    <message>
        <source>Hand &amp;out this request</source>
        <translation>按此申请借出(&amp;O)</translation>
    </message>
    <message>
        <source>Rea&amp;son</source>
        <translation>意见(&amp;S)</translation>
    </message>
    <message>
        <source>The marked request shows here with its pieces.</source>
        <translation>选中一份申请，这里显示它的内容。</translation>
    </message>
    <message>
        <source>When all of the city's news was last read to its end; the decision rests on it</source>
        <translation>最近一次把市级新信息全部收完的时间；此处的决定以它为依据</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>审批人</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>{n} pieces</source>
        <translation>{n} 件</translation>
    </message>
    <message>
        <source>Request {number} is approved</source>
        <translation>申请 {number} 已批准</translation>
    </message>
    <message>
        <source>Request {number} is refused, its pieces are free</source>
        <translation>申请 {number} 未批准，预留已解除</translation>
    </message>
    <message>
        <source>Request {number} is withdrawn, its pieces are free</source>
        <translation>申请 {number} 已撤回，预留已解除</translation>
    </message>
    <message>
        <source>See the car</source>
        <translation>看这辆车</translation>
    </message>
    <message>
        <source>Lend to {person}</source>
        <translation>改借给{person}</translation>
    </message>
    <message>
        <source>See the request</source>
        <translation>查看申请</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>先办归还</translation>
    </message>
    <message>
        <source>It is repaired</source>
        <translation>已经修好</translation>
    </message>
    <message>
        <source>It came back all the same</source>
        <translation>确已归还，照收</translation>
    </message>
    <message>
        <source>Goes out</source>
        <translation>待借出</translation>
    </message>
    <message>
        <source>Requested; to be found at: {place}</source>
        <translation>申请中的一件 · 位置：{place}</translation>
    </message>
    <message>
        <source>To be scanned</source>
        <translation>待扫描</translation>
    </message>
    <message>
        <source>{plate} is dispatched and not back yet. Its return is entered in the vehicle pool.</source>
        <translation>{plate} 已派出，还没有登记回场。回场请在“车辆”里办理。</translation>
    </message>
    <message>
        <source>{text} Provisional, {knowledge}.</source>
        <translation>{text}暂定，{knowledge}。</translation>
    </message>
    <message>
        <source>{kind}: {who}. Look at both sides before anything is done with it.</source>
        <translation>{kind}：{who}。请先看清两边再办。</translation>
    </message>
    <message>
        <source>See the case</source>
        <translation>看待处理事项</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Already scanned; it counts once.</source>
        <translation>已经扫过，只算一件。</translation>
    </message>
    <message>
        <source>Taken off the list</source>
        <translation>已从列表中去掉</translation>
    </message>
    <message>
        <source>No loan is known here; provisional until the city has the hand-out</source>
        <translation>本柜台未见借出记录 · 暂定，待市级平台收到借出记录后为准</translation>
    </message>
    <message>
        <source>Borrower not known</source>
        <translation>借用人未登记</translation>
    </message>
    <message>
        <source>out since {date}</source>
        <translation>{date}借出</translation>
    </message>
    <message>
        <source>Comes back</source>
        <translation>待归还</translation>
    </message>
    <message>
        <source>No due date</source>
        <translation>未定应还日期</translation>
    </message>
    <message>
        <source>Due {date}</source>
        <translation>应还{date}</translation>
    </message>
    <message>
        <source>Request approved</source>
        <translation>申请已批准</translation>
    </message>
    <message>
        <source>Paper approval, to be confirmed</source>
        <translation>纸质批件 · 待确认</translation>
    </message>
    <message>
        <source>Paper approval, confirmed</source>
        <translation>纸质批件 · 已确认</translation>
    </message>
    <message>
        <source>Out before records began</source>
        <translation>期初在借</translation>
    </message>
    <message>
        <source>disputed</source>
        <translation>有争议</translation>
    </message>
    <message>
        <source>still out</source>
        <translation>未还</translation>
    </message>
    <message>
        <source>back {when}</source>
        <translation>{when}归还</translation>
    </message>
    <message>
        <source>The borrower</source>
        <translation>借用人情况</translation>
    </message>
    <message>
        <source>What the borrower has out and has asked for shows here.</source>
        <translation>选定借用人后，这里列出其在借和申请。</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>另有 {n} 件</translation>
    </message>
    <message>
        <source>Nothing is out.</source>
        <translation>没有在借</translation>
    </message>
    <message>
        <source>New borrower: registered with the first hand-out.</source>
        <translation>新借用人，首次借出时登记</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>借用</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>等待审批</translation>
    </message>
    <message>
        <source>Hand out as approved ({n} pieces)</source>
        <translation>按已批准的申请借出({n} 件)</translation>
    </message>
    <message>
        <source>The loan</source>
        <translation>借用详情</translation>
    </message>
    <message>
        <source>&amp;Extend</source>
        <translation>续借(&amp;E)</translation>
    </message>
    <message>
        <source>Con&amp;firm</source>
        <translation>确认批件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;New due date</source>
        <translation>新的应还日期(&amp;N)</translation>
    </message>
    <message>
        <source>Reference of the &amp;paper</source>
        <translation>纸质批件文号(&amp;P)</translation>
    </message>
    <message>
        <source>The loan of the piece that is marked shows here.</source>
        <translation>选中一条，这里显示它所属的借用。</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>Extended</source>
        <translation>已续借</translation>
    </message>
    <message>
        <source>{n} times</source>
        <translation>{n} 次</translation>
    </message>
    <message>
        <source>Pieces: {open} of {all} out</source>
        <translation>明细：共 {all} 件，{open} 件在外</translation>
    </message>
    <message>
        <source>{number} is due on {date} now</source>
        <translation>{number} 续借到{date}</translation>
    </message>
    <message>
        <source>The paper approval of {number} is confirmed</source>
        <translation>{number} 的纸质批件已确认</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>价值</translation>
    </message>
    <message>
        <source>In capitals</source>
        <translation>大写</translation>
    </message>
    <message>
        <source>Good  Ctrl+1</source>
        <translation>完好  Ctrl+1</translation>
    </message>
    <message>
        <source>Damaged  Ctrl+2</source>
        <translation>损坏  Ctrl+2</translation>
    </message>
    <message>
        <source>Incomplete  Ctrl+3</source>
        <translation>缺件  Ctrl+3</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>完好情况</translation>
    </message>
    <message>
        <source>Who is liable, and for what</source>
        <translation>责任人和情况说明</translation>
    </message>
    <message>
        <source>&amp;Liability</source>
        <translation>责任说明(&amp;L)</translation>
    </message>
    <message>
        <source>Repair &amp;cost (yuan)</source>
        <translation>维修费(元)(&amp;C)</translation>
    </message>
    <message>
        <source>Not an amount</source>
        <translation>不是金额</translation>
    </message>
    <message>
        <source>Scanned for take-back</source>
        <translation>归还扫描记录</translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>办理归还(&amp;T)</translation>
    </message>
    <message>
        <source>Be&amp;gin anew</source>
        <translation>重新开始(&amp;G)</translation>
    </message>
    <message>
        <source>Scan what comes back</source>
        <translation>请扫描归还的东西</translation>
    </message>
    <message>
        <source>Each piece shows who had it and since when. A slip's number stands for all that is still out on it.</source>
        <translation>每一件都会显示谁借的、什么时候借的。扫借用单上的编号，就列出单上还没还的各件。</translation>
    </message>
    <message>
        <source>Nothing of this slip is out any more.</source>
        <translation>这张单上的东西都已归还。</translation>
    </message>
    <message>
        <source>Not the number of a piece or a slip known here. Check and retype.</source>
        <translation>不是本仓认得的标签号或单据号，请核对后重输。</translation>
    </message>
    <message>
        <source>“{text}”: {n} pieces are out. Which came back?</source>
        <translation>“{text}”有 {n} 件在外，还的是哪几件？</translation>
    </message>
    <message>
        <source>The other {n} of this loan</source>
        <translation>同一笔其余 {n} 件一并归还</translation>
    </message>
    <message>
        <source>Scan at least one piece that came back.</source>
        <translation>请至少扫描一件归还的东西。</translation>
    </message>
    <message>
        <source>{n} pieces go to repair, not back on the shelf.</source>
        <translation>有 {n} 件转入维修，不回货架。</translation>
    </message>
    <message>
        <source>The borrower owes {amount} yuan for repair.</source>
        <translation>借用方应付维修费 {amount} 元。</translation>
    </message>
    <message>
        <source>{n} pieces are not known as lent here: the slip is provisional until the city has the hand-out.</source>
        <translation>有 {n} 件在本柜台未见借出记录：本单为暂定，待市级平台收到借出记录后为准。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>归还人</translation>
    </message>
    <message>
        <source>Take back?</source>
        <translation>确认归还？</translation>
    </message>
    <message>
        <source>{n} pieces taken back</source>
        <translation>已归还 {n} 件</translation>
    </message>
    <message>
        <source>{n} not scanned</source>
        <translation>{n} 件未扫</translation>
    </message>
    <message>
        <source>{n} refused</source>
        <translation>{n} 件不能办</translation>
    </message>
</context>
</TS>
